import GatewayDocument
import HTTP
import JSON
import OAuth

/// A registration at a provider that is to be made (RFC 7591 section 3.1).
struct UpstreamRegistrationRequest: Sendable {
  let provider: UpstreamConfiguration
  let settings: UpstreamRegistrationConfiguration
  let initialAccessToken: String?
  let exchange: UpstreamExchange

  var binding: String { provider.binding }

  /// Where the storage keeps the registration.
  var key: String {
    let places = [settings.discoveryURL ?? "", settings.endpoint ?? ""]
    let parts = [binding, provider.redirectURI, provider.scopes.joined(separator: " ")] + places
    return "registration:" + ServerContext.digest(parts.joined(separator: "\0"))
  }

  func send() async throws(UpstreamError) -> UpstreamRegistration {
    let metadata = try await metadata()
    var body: JSONObject = [
      "client_name": "vmcp", "redirect_uris": [.string(provider.redirectURI)],
      "grant_types": ["authorization_code", "refresh_token"], "response_types": ["code"],
      "token_endpoint_auth_method": .string(metadata.method.rawValue),
    ]
    let scopes = provider.scopes.isEmpty ? metadata.scopes : provider.scopes
    if !scopes.isEmpty { body["scope"] = .string(scopes.joined(separator: " ")) }
    body["software_id"] = settings.softwareID.map(JSONValue.string)
    body["software_statement"] = settings.softwareStatement.map(JSONValue.string)
    var headers: HTTPHeaders = ["Accept": "application/json", "Content-Type": "application/json"]
    if let initialAccessToken { headers["Authorization"] = "Bearer " + initialAccessToken }
    let response = try await metadata.exchange.send(
      "POST", metadata.endpoint, headers, JSONValue.object(body).bytes(), "registration endpoint")
    let answer = (try? JSONValue(reading: response.body, depth: 16)) ?? .null
    guard (200...201).contains(response.status) else {
      let said = answer["error"]?.stringValue.map { " " + UpstreamError.quote($0) } ?? ""
      throw exchange.error(
        .registration, "its registration endpoint answered \(response.status)\(said)",
        oauthError: answer["error"]?.stringValue)
    }
    guard let id = answer["client_id"]?.stringValue, !id.isEmpty, id.utf8.count <= 2048 else {
      throw exchange.error(.registration, "its registration endpoint answered without a client_id")
    }
    let secret = answer["client_secret"]?.stringValue.flatMap { $0.isEmpty || $0.utf8.count > 4096 ? nil : $0 }
    // The answer says what was registered, which need not be what was asked for.
    var method = metadata.method
    if let said = answer["token_endpoint_auth_method"]?.stringValue {
      guard let known = ClientAuthenticationMethod(rawValue: said) else {
        throw exchange.error(
          .registration, "it registered the authentication \(UpstreamError.quote(said)), which is not supported")
      }
      method = known
    }
    guard method == .none || secret != nil else {
      throw exchange.error(.registration, "it registered \(method.rawValue) and gave no client_secret")
    }
    let end = answer["client_secret_expires_at"]?.intValue ?? 0
    return UpstreamRegistration(
      binding: binding,
      credentials: ProviderCredentials(id: id, secret: method == .none ? nil : secret, method: method),
      expiresAt: method == .none || end <= 0 ? nil : end)
  }

  private struct Metadata {
    var endpoint: HTTPURL
    var exchange: UpstreamExchange
    var method = ClientAuthenticationMethod.basic
    var scopes: [String] = []
  }

  private func metadata() async throws(UpstreamError) -> Metadata {
    if let text = settings.endpoint {
      guard let url = HTTPURL(text) else {
        throw exchange.error(.registration, "its registration endpoint is not a URL")
      }
      return Metadata(endpoint: url, exchange: exchange)
    }
    guard let url = HTTPURL(settings.discoveryURL ?? "") else {
      throw exchange.error(.registration, "its metadata has no URL")
    }
    let response = try await exchange.send("GET", url, ["Accept": "application/json"], [], "metadata")
    guard response.status == 200, let document = (try? JSONValue(reading: response.body, depth: 16))?.objectValue else {
      throw exchange.error(.registration, "its metadata answered \(response.status), or not with a JSON object")
    }
    let issuer = Self.issuer(of: url)
    guard document["issuer"]?.stringValue == issuer else {
      throw exchange.error(.registration, "its metadata is of another issuer than \(UpstreamError.quote(issuer))")
    }
    let named = document["registration_endpoint"]?.stringValue
    guard let endpoint = HTTPURL(named ?? issuer + "/register"), endpoint.userInfo == nil, endpoint.fragment == nil
    else {
      throw exchange.error(.registration, "its registration_endpoint is not a URL")
    }
    // What a server names gets none of the relaxations that the operator allows for their own configuration.
    let isSameOrigin = endpoint.origin == url.origin
    guard endpoint.scheme == "https" || isSameOrigin else {
      throw exchange.error(.registration, "its registration_endpoint is not https")
    }
    var found = Metadata(endpoint: endpoint, exchange: isSameOrigin ? exchange : exchange.strict)
    found.method = try method(document)
    found.scopes = document.strings("scopes_supported")?.prefix(64).map { $0 } ?? []
    return found
  }

  /// The strongest that both sides know; a public client only where PKCE protects it.
  private func method(_ document: JSONObject) throws(UpstreamError) -> ClientAuthenticationMethod {
    guard let methods = document.strings("token_endpoint_auth_methods_supported") else { return .basic }
    if let secret = [ClientAuthenticationMethod.basic, .post].first(where: { methods.contains($0.rawValue) }) {
      return secret
    }
    let hasPKCE = document.strings("code_challenge_methods_supported")?.contains("S256") ?? false
    guard methods.contains("none"), hasPKCE else {
      throw exchange.error(
        .registration, "it takes clients neither by client_secret_basic, nor client_secret_post, nor none with S256")
    }
    return .none
  }

  /// What the metadata of this place must name as its issuer: the URL without the well-known part, which stands at its
  /// end (OpenID Connect Discovery 1.0) or after the host (RFC 8414 section 3.1).
  static func issuer(of url: HTTPURL) -> String {
    for name in ["/.well-known/oauth-authorization-server", "/.well-known/openid-configuration"] {
      if url.path.hasSuffix(name) { return url.origin + url.path.dropLast(name.count) }
      if url.path.hasPrefix(name + "/") { return url.origin + url.path.dropFirst(name.count) }
    }
    return url.origin
  }
}
