import GatewayDocument
import Testing

@testable import OutgoingAuthentication

@Suite struct UpstreamInjectionTests {
  private var injection: BackendAuthentication {
    var result = BackendAuthentication()
    result.kind = .upstreamInject
    result.upstreamInject = UpstreamInjectionConfiguration(provider: "github")
    return result
  }

  @Test("Each login's own token goes along, and none without a login") func injected() async throws {
    let backend = try authenticator(injection)
    let logins = ScriptedLogins(tokens: [
      "l1 github": UpstreamTokenPair(accessToken: "gho_ada", idToken: nil),
      "l2 github": UpstreamTokenPair(accessToken: "gho_bob", idToken: nil),
      "l3 okta": UpstreamTokenPair(accessToken: "o"),
    ])
    #expect(try await backend.fields(for: logins.caller("ada"))["Authorization"] == "Bearer gho_ada")
    #expect(try await backend.fields(for: logins.caller("bob", login: "l2"))["Authorization"] == "Bearer gho_bob")
    #expect(backend.isPersonal && !backend.hasOwnCredential)
    for caller in [logins.caller("eve", login: nil), logins.caller("eve", login: "l3")] {
      let error = await #expect(throws: CredentialFailure.self) { try await backend.credential(for: caller) }
      #expect(error?.code == .loginRequired)
    }
    let error = await #expect(throws: CredentialFailure.self) { try await backend.credential(for: nil) }
    #expect(error?.code == .notEntitled, "the gateway itself has none")
  }

  @Test("A storage outage is not taken for a missing login; a token that breaks a header is refused")
  func failures() async throws {
    let backend = try authenticator(injection)
    let down = ScriptedLogins(failure: CredentialFailure(.storageUnavailable, "down"))
    let outage = await #expect(throws: CredentialFailure.self) {
      try await backend.credential(for: down.caller("ada"))
    }
    #expect(outage?.code == .storageUnavailable)
    let evil = ScriptedLogins(tokens: ["l1 github": UpstreamTokenPair(accessToken: "a\r\nX-Evil: 1")])
    let error = await #expect(throws: CredentialFailure.self) { try await backend.credential(for: evil.caller("ada")) }
    #expect(error?.code == .invalidAnswer)
    #expect(!(error?.description.contains("Evil") ?? true))
  }
}
