import GatewayDocument
import HTTP
import JSON
import Testing

@testable import OutgoingAuthentication

@Suite struct CrossAppAccessTests {
  private static let provider = "https://acme.okta.example/oauth2/v1/token"
  private static let target = "https://auth.chat.example/token"
  private static let audience = "https://auth.chat.example"
  private static let idJAG = "urn:ietf:params:oauth:token-type:id-jag"

  private let endpoints = ScriptedEndpoints()
  private let logins = ScriptedLogins(tokens: [
    "l1 okta": UpstreamTokenPair(accessToken: "at", idToken: "id"), "l2 okta": UpstreamTokenPair(accessToken: "at"),
  ])

  private func access(resource: String? = "https://mcp.chat.example") throws -> BackendAuthenticator {
    var block = CrossAppAccessConfiguration()
    block.providerTokenURL = Self.provider
    block.providerClient = TokenClientConfiguration(id: "idp", secretKey: "i")
    block.targetTokenURL = Self.target
    block.targetClient = TokenClientConfiguration(id: "chat", secretKey: "t")
    block.targetAudience = Self.audience
    block.targetResource = resource
    block.scopes = ["chat.read"]
    block.subjectProvider = "okta"
    var authentication = BackendAuthentication()
    authentication.kind = .xaa
    authentication.xaa = block
    return try authenticator(authentication, secrets: ["i": "is", "t": "ts"], endpoints: endpoints)
  }

  private func assertion(
    _ claims: JSONObject, type: String = idJAG, tokenType: String = "N_A"
  ) -> String {
    let body: JSONValue = [
      "access_token": .string(jwt(claims)), "issued_token_type": .string(type), "token_type": .string(tokenType),
      "expires_in": 300,
    ]
    return body.text()
  }

  private static let good: JSONObject = ["aud": .string(audience), "resource": "https://mcp.chat.example"]

  @Test("Two steps: the ID token becomes an assertion, and that a token of the target") func steps() async throws {
    endpoints.answer(Self.provider, assertion(Self.good))
    endpoints.answer(Self.target, #"{"access_token":"chat-at","token_type":"Bearer","expires_in":60}"#)
    let backend = try access()
    #expect(try await backend.fields(for: logins.caller("ada"))["Authorization"] == "Bearer chat-at")
    #expect(endpoints.asked.map(\.url) == [Self.provider, Self.target])
    #expect(
      endpoints.asked[0].form
        == FormParameters([
          ("grant_type", "urn:ietf:params:oauth:grant-type:token-exchange"), ("requested_token_type", Self.idJAG),
          ("subject_token", "id"), ("subject_token_type", "urn:ietf:params:oauth:token-type:id_token"),
          ("audience", Self.audience), ("resource", "https://mcp.chat.example"), ("scope", "chat.read"),
        ]))
    #expect(
      endpoints.asked[1].form
        == FormParameters([
          ("grant_type", "urn:ietf:params:oauth:grant-type:jwt-bearer"), ("assertion", jwt(Self.good)),
          ("scope", "chat.read"),
        ]))
    #expect(endpoints.asked[0].headers["Authorization"] == "Basic aWRwOmlz")
    #expect(endpoints.asked[1].headers["Authorization"] == "Basic Y2hhdDp0cw==")
  }

  @Test("An assertion that is not exactly for the target goes nowhere") func checks() async throws {
    endpoints.answer(Self.target, #"{"access_token":"chat-at","token_type":"Bearer"}"#)
    let backend = try access()
    for bad in [
      assertion(Self.good, type: "urn:ietf:params:oauth:token-type:access_token"),
      assertion(Self.good, tokenType: "Bearer"), assertion(["aud": "https://other.example"]),
      assertion(["aud": [.string(Self.audience), "https://other.example"], "resource": "https://mcp.chat.example"]),
      assertion(["aud": .string(Self.audience)]),
      assertion(["aud": .string(Self.audience), "resource": "https://other.example"]), assertion([:]),
      #"{"access_token":"opaque","issued_token_type":"\#(Self.idJAG)","token_type":"N_A"}"#,
    ] {
      endpoints.answer(Self.provider, bad)
      let error = await #expect(throws: CredentialFailure.self) {
        try await backend.credential(for: logins.caller("ada"))
      }
      #expect(error?.code == .invalidAnswer, "\(bad)")
    }
    #expect(endpoints.asked.allSatisfy { $0.url == Self.provider })
    endpoints.answer(Self.provider, assertion(["aud": [.string(Self.audience)]]))
    #expect(try await access(resource: nil).fields(for: logins.caller("ada"))["Authorization"] == "Bearer chat-at")
  }

  @Test("A login without an ID token has to be made again; the gateway's own token comes from the target") func edges()
    async throws
  {
    endpoints.answer(Self.target, #"{"access_token":"own","token_type":"Bearer"}"#)
    let backend = try access()
    let error = await #expect(throws: CredentialFailure.self) {
      try await backend.credential(for: logins.caller("bob", login: "l2"))
    }
    #expect(error?.code == .loginRequired)
    #expect(try await backend.fields(for: nil)["Authorization"] == "Bearer own")
    #expect(endpoints.asked.map { $0.form["grant_type"] } == ["client_credentials"])
  }
}
