import HTTP
import JSON

extension ScriptedMCPClient {
  /// From the 401 to the authorization server's metadata (MCP authorization, "Authorization Server Discovery").
  func discover() async throws -> Discovery {
    let title = "ask without a token"
    let refusal = try await exchange(
      title, "POST", endpoint,
      headers: ["Content-Type": "application/json", "Accept": "application/json, text/event-stream"],
      body: #"{"jsonrpc":"2.0","id":0,"method":"ping"}"#)
    guard refusal.status == 401 else { throw ClientFailure(title, "expected 401, got \(refusal.status)") }
    guard let challenge = refusal.headers["WWW-Authenticate"] else {
      throw ClientFailure(title, "the 401 has no WWW-Authenticate")
    }
    let location = try Self.url(Self.parameter("resource_metadata", of: challenge), title, "resource_metadata")

    let resourceTitle = "protected resource metadata"
    let resource = try await document(resourceTitle, location)
    guard let name = resource["resource"]?.stringValue else {
      throw ClientFailure(resourceTitle, "\"resource\" is missing")
    }
    guard endpoint.description.hasPrefix(name.hasSuffix("/") ? String(name.dropLast()) : name) else {
      throw ClientFailure(resourceTitle, "the resource \(name) is not the server \(endpoint)")
    }
    let issuer = try Self.url(
      resource["authorization_servers"]?[0]?.stringValue, resourceTitle, "authorization_servers[0]")

    let serverTitle = "authorization server metadata"
    let path = issuer.path == "/" ? "" : issuer.path
    let well = try Self.url(issuer.origin + "/.well-known/oauth-authorization-server" + path, serverTitle, "the issuer")
    let metadata = try await document(serverTitle, well)
    guard let stated = metadata["issuer"]?.stringValue, stated == issuer.description else {
      throw ClientFailure(serverTitle, "the metadata names another issuer than \(issuer)")
    }
    guard metadata["code_challenge_methods_supported"]?.arrayValue?.contains("S256") == true else {
      throw ClientFailure(serverTitle, "S256 is not supported")
    }
    let scopes = resource["scopes_supported"]?.arrayValue?.compactMap(\.stringValue) ?? []
    return Discovery(resource: name, scopes: scopes, issuer: stated, metadata: metadata)
  }

  /// Dynamic registration of a public client (RFC 7591).
  func register(_ discovery: Discovery) async throws -> String {
    let title = "dynamic client registration"
    let url = try Self.url(discovery.metadata["registration_endpoint"]?.stringValue, title, "registration_endpoint")
    let registration: JSONValue = [
      "client_name": "Scripted MCP client", "redirect_uris": [.string(Self.redirectURI)],
      "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
      "token_endpoint_auth_method": "none", "application_type": "native",
    ]
    let step = try await exchange(
      title, "POST", url, headers: ["Content-Type": "application/json"], body: registration.text())
    guard step.status == 201 else { throw ClientFailure(title, "expected 201, got \(step.status): \(step.body)") }
    guard let id = try Self.json(step)["client_id"]?.stringValue else {
      throw ClientFailure(title, "\"client_id\" is missing")
    }
    return id
  }

  /// A quoted parameter of a challenge (RFC 9110 section 11.2).
  static func parameter(_ name: String, of challenge: String) -> String? {
    guard let start = challenge.firstRange(of: name + "=\"") else { return nil }
    return String(challenge[start.upperBound...].prefix { $0 != "\"" })
  }
}
