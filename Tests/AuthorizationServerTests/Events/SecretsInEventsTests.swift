import GatewayDocument
import HTTP
import JOSE
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct SecretsInEventsTests {
  private static let callback = "https://client.example/callback"

  /// Everything that clients, people and providers do, and every secret that it took.
  private func flow() async throws -> (events: [AuthorizationEvent], secrets: [String]) {
    let scene = try Scene.delegating {
      $0.consent = .always
      $0.clients.allowsConfidentialRegistration = true
      $0.trustedIssuers[0].assertions = ForeignIssuer.assertions()
    }
    let issuer = ForeignIssuer()
    issuer.serveKeys(scene)
    var secrets = [ScriptedProvider.secret, "idp-code", "idp-refresh", "opaque-access-token", Scene.verifier]
    secrets.append(ConfiguredClientTests.secret)
    let registered = try await scene.register(
      ["redirect_uris": [.string(Self.callback)], "token_endpoint_auth_method": "client_secret_post"]
    ).document
    let id = try #require(registered["client_id"]?.stringValue)
    let secret = try #require(registered["client_secret"]?.stringValue)
    secrets += [id, secret]
    let page = try await scene.authorize(id, ["redirect_uri": Self.callback, "state": "state-of-the-client"])
    secrets.append("state-of-the-client")
    let consent = try #require(page.sealedRequest)
    secrets.append(consent)
    let form = FormParameters([("request", consent), ("decision", "allow")])
    let departure = try #require(try await scene.browse("POST", "/oauth/consent", form: form).headers["Location"])
    for name in ["state", "nonce", "code_challenge"] {
      secrets.append(try #require(FormParameters(reading: HTTPURL(departure)?.query ?? "")?[name]))
    }
    let answer = try await scene.browse("GET", try scene.provider.logIn(at: departure).target)
    let code = try #require(answer.redirectParameters["code"])
    secrets.append(code)
    secrets += scene.browser.cookies.values
    let change = ["redirect_uri": Self.callback, "client_secret": secret]
    let tokens = try await scene.redeem(code, id, change).document
    let access = try #require(tokens["access_token"]?.stringValue)
    let refresh = try #require(tokens["refresh_token"]?.stringValue)
    _ = try await scene.redeem("vmcp_ac_wrong-code", id, ["client_secret": "a wrong secret"])
    let again = try await scene.tokensOfRefresh(refresh, id, secret)
    secrets += [access, refresh, again, "vmcp_ac_wrong-code", "a wrong secret"]
    let assertion = issuer.token(scene, ["aud": .string(Scene.issuer + "/oauth/token")])
    let foreign = issuer.token(scene)
    let known = [("client_id", ConfiguredClientTests.id), ("client_secret", ConfiguredClientTests.secret)]
    for token in [foreign, access, "a.bad.token"] {
      _ = try await scene.post(
        known + [
          ("grant_type", TokenExchangeTests.grant), ("subject_token", token),
          ("subject_token_type", TokenExchangeTests.accessToken),
        ])
    }
    for _ in 0..<2 {
      _ = try await scene.post([
        ("grant_type", AssertionTests.grant), ("assertion", assertion), ("resource", Scene.audience),
      ])
    }
    secrets += [assertion, foreign, "a.bad.token"]
    let headers: HTTPHeaders = ["Content-Type": "application/x-www-form-urlencoded"]
    for path in ["/oauth/introspect", "/oauth/revoke"] {
      for token in [access, again, "no-token-at-all"] {
        let form = FormParameters([("token", token), ("client_id", id), ("client_secret", secret)])
        _ = try await scene.send("POST", path, headers: headers, body: Array(form.encoded.utf8))
      }
    }
    _ = try await scene.redeem(code, id, change)
    secrets.append("no-token-at-all")
    return (scene.events.all, secrets)
  }

  @Test("DIV-32, issue 5 deliver 9: every step is recorded with client and user, and never a secret")
  func secrets() async throws {
    let (events, secrets) = try await flow()
    let kinds = Set(events.map(\.kind))
    #expect(
      kinds == [
        .register, .authorize, .consent, .callback, .token, .refresh, .exchange, .assertion, .introspect, .revoke,
      ])
    for event in events { #expect(event.client != nil && event.remoteAddress == "192.0.2.7", "\(event)") }
    for kind in kinds.subtracting([.register, .authorize, .consent]) {
      #expect(events.contains { $0.kind == kind && $0.subject != nil && $0.user != nil }, "\(kind)")
    }
    #expect(events.filter { $0.outcome == .refused }.allSatisfy { $0.error != nil && $0.reason != nil })
    #expect(events.contains { $0.outcome == .refused })
    let written = events.map { String(reflecting: $0) }.joined(separator: "\n")
    #expect(secrets.count > 20)
    for secret in secrets {
      #expect(!secret.isEmpty && !written.contains(secret), "\(secret)")
      // Not even the end of a long one.
      if secret.utf8.count > 40 { #expect(!written.contains(secret.suffix(24)), "\(secret)") }
    }
  }
}

extension Scene {
  fileprivate func tokensOfRefresh(_ token: String, _ id: String, _ secret: String) async throws -> String {
    let response = try await refresh(token, id, [("client_secret", secret)])
    return response.document["refresh_token"]?.stringValue ?? "no refresh token"
  }
}
