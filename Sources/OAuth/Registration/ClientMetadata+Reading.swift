import JSON

extension ClientMetadata {
  static let maximumRedirectURIs = 10
  static let maximumTextBytes = 256
  static let supportedGrantTypes = ["authorization_code", "refresh_token"]

  /// Reads the request of a registration (RFC 7591 section 3.1). Members that are not known are ignored.
  /// - Throws: `invalid_redirect_uri`, `invalid_client_metadata`.
  package init(reading json: JSONValue, policy: RegistrationPolicy) throws(OAuthError) {
    guard let object = json.objectValue else { throw Self.refused("invalid JSON request body") }
    let redirectURIs = try Self.redirectURIs(object["redirect_uris"])
    let name = try Self.text("client_name", object)
    guard name.map(Self.isPresentable) ?? true else {
      throw Self.refused("client_name must not contain control characters")
    }
    let softwareID = try Self.text("software_id", object)
    guard softwareID?.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) ?? true else {
      throw Self.refused("software_id must contain only printable ASCII characters")
    }
    let method = try Self.method(object["token_endpoint_auth_method"], policy)
    let authentication = try policy.authentication(method, redirectURIs)
    self.init(
      redirectURIs: redirectURIs, name: name, softwareID: softwareID,
      grantTypes: try Self.list(
        "grant_type", object, required: "authorization_code", supported: Self.supportedGrantTypes,
        fallback: Self.supportedGrantTypes),
      responseTypes: try Self.list(
        "response_type", object, required: "code", supported: ["code"], fallback: ["code"]),
      scopes: try Self.scopes(object["scope"], policy).union(policy.baselineScopes),
      authentication: authentication.method, isUpgraded: authentication.isUpgraded)
  }

  /// Reads what `json` wrote: metadata that was checked when it was registered.
  package init?(restoring json: JSONValue) {
    guard let texts = json["redirect_uris"]?.stringsValue, let scopes = json["scope"].flatMap(ScopeSet.init(reading:)),
      let grantTypes = json["grant_types"]?.stringsValue, let responseTypes = json["response_types"]?.stringsValue
    else { return nil }
    let redirectURIs = texts.compactMap { try? RedirectURI($0) }
    guard redirectURIs.count == texts.count, !texts.isEmpty else { return nil }
    self.init(
      redirectURIs: redirectURIs, name: json["client_name"]?.stringValue, grantTypes: grantTypes,
      responseTypes: responseTypes, scopes: scopes,
      authentication: json["token_endpoint_auth_method"]?.stringValue.flatMap(ClientAuthenticationMethod.init) ?? .none)
  }

  /// A client that does not say is public, against RFC 7591's `client_secret_basic`: clients that leave it out are.
  private static func method(
    _ json: JSONValue?, _ policy: RegistrationPolicy
  ) throws(OAuthError) -> ClientAuthenticationMethod {
    guard let json, !json.isNull else { return .none }
    if let method = json.stringValue.flatMap(ClientAuthenticationMethod.init) { return method }
    guard policy.allowsConfidentialClients else {
      throw refused("this authorization server only supports token_endpoint_auth_method 'none'")
    }
    throw refused("unsupported token_endpoint_auth_method: \((json.stringValue ?? json.kind).prefix(100))")
  }

  private static func redirectURIs(_ json: JSONValue?) throws(OAuthError) -> [RedirectURI] {
    let texts = json == nil || json == .null ? [] : json?.stringsValue
    guard let texts else { throw OAuthError(.invalidRedirectURI, "redirect_uris must be an array of strings") }
    guard !texts.isEmpty else { throw OAuthError(.invalidRedirectURI, "redirect_uris is required") }
    guard texts.count <= maximumRedirectURIs else {
      throw OAuthError(.invalidRedirectURI, "too many redirect_uris (maximum \(maximumRedirectURIs))")
    }
    var uris: [RedirectURI] = []
    for text in texts { uris.append(try RedirectURI(text)) }
    return uris
  }

  static func text(_ name: String, _ object: JSONObject) throws(OAuthError) -> String? {
    guard let value = object[name], !value.isNull else { return nil }
    guard let text = value.stringValue else { throw refused("\(name) must be a string") }
    guard text.utf8.count <= maximumTextBytes else {
      throw refused("\(name) too long (maximum \(maximumTextBytes) characters)")
    }
    return text.isEmpty ? nil : text
  }

  /// `grant_types` and `response_types`.
  private static func list(
    _ name: String, _ object: JSONObject, required: String, supported: [String], fallback: [String]
  ) throws(OAuthError) -> [String] {
    guard let value = object[name + "s"], !value.isNull else { return fallback }
    guard let values = value.stringsValue else { throw refused("\(name)s must be an array of strings") }
    if values.isEmpty { return fallback }
    guard values.contains(required) else { throw refused("\(name)s must include '\(required)'") }
    for value in values where !supported.contains(value) { throw refused("unsupported \(name): \(value.prefix(100))") }
    return supported.filter(values.contains)
  }

  private static func scopes(_ json: JSONValue?, _ policy: RegistrationPolicy) throws(OAuthError) -> ScopeSet {
    let requested = json == nil || json == .null ? ScopeSet() : json.flatMap(ScopeSet.init(reading:))
    guard let requested else { throw refused("scope must be a string or an array of scopes") }
    if requested.isEmpty {
      for scope in RegistrationPolicy.defaultScopes.names where !policy.scopesSupported.contains(scope) {
        throw refused("default scope not supported by server: \(scope)")
      }
      return RegistrationPolicy.defaultScopes
    }
    for scope in requested.names where !policy.scopesSupported.contains(scope) {
      throw refused("unsupported scope: \(scope.prefix(100))")
    }
    return requested
  }

  /// Neither control characters nor those that turn the direction of writing: the name is shown to people who decide by it.
  static func isPresentable(_ text: String) -> Bool {
    !text.unicodeScalars.contains { scalar in
      scalar.properties.generalCategory == .control || (0x202A...0x202E).contains(scalar.value)
        || (0x2066...0x2069).contains(scalar.value)
    }
  }

  static func refused(_ reason: String) -> OAuthError { OAuthError(.invalidClientMetadata, reason) }
}
