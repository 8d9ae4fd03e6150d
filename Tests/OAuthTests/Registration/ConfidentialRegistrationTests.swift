import JSON
import Testing

@testable import OAuth

@Suite struct ConfidentialRegistrationTests {
  private static let listed = "https://www.perplexity.ai/rest/connections/oauth_callback"
  private let policy = RegistrationPolicy(
    scopesSupported: RegistrationPolicy.defaultScopes, allowsConfidentialClients: true,
    forcedConfidentialRedirectURIs: [listed])

  private func read(_ uris: [String], method: JSONValue? = nil) throws -> ClientMetadata {
    var object: JSONObject = ["redirect_uris": .strings(uris)]
    object["token_endpoint_auth_method"] = method
    return try ClientMetadata(reading: .object(object), policy: policy)
  }

  @Test(
    "2.4: a client gets the method it asks for",
    arguments: [
      (["https://a.example/cb"], "client_secret_basic", ClientAuthenticationMethod.basic),
      (["https://a.example/cb"], "client_secret_post", .post), (["https://a.example/cb"], "none", .none),
      (["cursor://a/b"], "none", .none), (["https://a.example/cb"], nil, .none),
    ] as [([String], JSONValue?, ClientAuthenticationMethod)])
  func methods(uris: [String], method: JSONValue?, expected: ClientAuthenticationMethod) throws {
    let client = try read(uris, method: method)
    #expect(client.authentication == expected)
    #expect(!client.isUpgraded)
    #expect(client.json["token_endpoint_auth_method"] == .string(expected.rawValue))
  }

  @Test(
    "2.4: a secret goes nowhere but to https and off the loopback",
    arguments: [
      ["https://a.example/cb", "http://127.0.0.1/cb"], ["http://localhost/cb"], ["https://localhost/cb"],
      ["https://127.0.0.1/cb"], ["https://[::1]/cb"], ["https://x.localhost/cb"], ["cursor://a/b"],
    ])
  func strict(uris: [String]) throws {
    for method in ["client_secret_basic", "client_secret_post"] as [JSONValue] {
      let error = #expect(throws: OAuthError.self) { try read(uris, method: method) }
      #expect(error?.code == .invalidRedirectURI)
    }
    // The whole list of a client that is made confidential too.
    let error = #expect(throws: OAuthError.self) { try read(uris + [Self.listed]) }
    #expect(error?.code == .invalidRedirectURI)
  }

  @Test("2.4: methods that are not known", arguments: ["private_key_jwt", "client_secret_jwt", "", 7] as [JSONValue])
  func unknown(method: JSONValue) {
    let error = #expect(throws: OAuthError.self) { try read(["https://a.example/"], method: method) }
    #expect(error?.code == .invalidClientMetadata)
    #expect(error?.publicDescription.hasPrefix("unsupported token_endpoint_auth_method: ") == true)
  }

  @Test("I-13: a client that insists on a secret gets one, by its exact redirect URI alone")
  func forced() throws {
    let client = try read([Self.listed])
    #expect(client.authentication == .post)
    #expect(client.isUpgraded)
    for uri in [Self.listed + "/", Self.listed + "?a", Self.listed.uppercased()] {
      #expect(try read([uri.replacing("HTTPS", with: "https")]).authentication == .none)
    }
    // What it asked for itself stays.
    #expect(try !read([Self.listed], method: "client_secret_basic").isUpgraded)
  }
}
