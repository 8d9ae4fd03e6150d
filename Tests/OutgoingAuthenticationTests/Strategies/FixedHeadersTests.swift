import GatewayDocument
import HTTP
import Testing

@testable import OutgoingAuthentication

@Suite struct FixedHeadersTests {
  private func injection(_ name: String) -> BackendAuthentication {
    var result = BackendAuthentication()
    result.kind = .headerInjection
    result.headerInjection = BackendHeader(name, valueKey: "k")
    return result
  }

  private var bearer: BackendAuthentication {
    var result = BackendAuthentication()
    result.kind = .bearerToken
    result.bearerToken = FixedTokenConfiguration(tokenKey: "k")
    return result
  }

  @Test("A header and a token go along for everybody, the gateway's own looks included")
  func fixed() async throws {
    let header = try authenticator(injection("X-Api-Key"), secrets: ["k": "s3cret"])
    #expect(try await header.fields(for: nil) == ["X-Api-Key": "s3cret"])
    #expect(!header.isPersonal && header.hasOwnCredential)
    let token = try authenticator(bearer, secrets: ["k": "abc.def"])
    let caller = ScriptedLogins().caller("ada")
    #expect(try await token.fields(for: caller) == ["Authorization": "Bearer abc.def"])
    #expect(try await authenticator(BackendAuthentication()).fields(for: caller).fields.isEmpty)
  }

  @Test("The credential replaces a header that the configuration adds under its name") func precedence() async throws {
    let both = try authenticator(
      bearer, headers: [BackendHeader("authorization", value: "Basic x"), BackendHeader("X-Team", value: "a")],
      secrets: ["k": "t"])
    let fields = try await both.fields(for: nil)
    #expect(fields.values("Authorization") == ["Bearer t"])
    #expect(fields["x-team"] == "a")
  }

  @Test(
    "Values that would begin another field are refused, and never repeated",
    arguments: ["a\r\nX-Evil: 1", "a\n", "\r", "a\u{0}b", "", String(repeating: "x", count: 16_385)])
  func values(_ value: String) throws {
    for authentication in [injection("X-Key"), bearer] {
      let error = #expect(throws: OutgoingConfigurationError.self) {
        try authenticator(authentication, secrets: ["k": value])
      }
      #expect(!(error?.description.contains("Evil") ?? true))
    }
    #expect(throws: OutgoingConfigurationError.self) {
      try authenticator(BackendAuthentication(), headers: [BackendHeader("X-Key", value: value)])
    }
  }

  @Test(
    "Names of the connection, of the message and of MCP are refused",
    arguments: [
      "Host", "connection", "Content-Length", "TRANSFER-ENCODING", "Mcp-Session-Id", "mcp-protocol-version",
      "X-Forwarded-For", "Proxy-Authorization", "Content-Type", "Accept", "bad name", "X\r\nY", "", "X:Y", "Xé",
    ])
  func names(_ name: String) {
    #expect(throws: OutgoingConfigurationError.self) { try authenticator(injection(name), secrets: ["k": "v"]) }
  }

  @Test("A secret that is missing is said, with its key") func missing() {
    let error = #expect(throws: OutgoingConfigurationError.self) { try authenticator(bearer) }
    #expect(error?.description.contains("\"k\"") == true)
  }
}
