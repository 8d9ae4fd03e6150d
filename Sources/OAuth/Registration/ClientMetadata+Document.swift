import JSON

extension ClientMetadata {
  /// In bytes.
  package static let maximumDocumentBytes = 10_240
  static let maximumDocumentRedirectURIs = 50

  /// Reads a document that a client describes itself with (OAuth Client ID Metadata Document, section 4). It is written once
  /// for all servers: grant types that are not known here are left out, where a registration would be refused.
  /// - Throws: `invalid_client` with the rule that is broken.
  package init(document bytes: [UInt8], at address: ClientIdentifierURL, policy: RegistrationPolicy) throws(OAuthError)
  {
    guard bytes.count <= Self.maximumDocumentBytes else {
      throw Self.unusable("is larger than \(Self.maximumDocumentBytes) bytes")
    }
    guard let object = (try? JSONValue(reading: bytes, depth: 16))?.objectValue else {
      throw Self.unusable("is not a JSON object")
    }
    guard let id = object["client_id"]?.stringValue, id.utf8.elementsEqual(address.text.utf8) else {
      throw Self.unusable("has a client_id that is not its own address")
    }
    for name in ["client_secret", "client_secret_expires_at"] where object[name] != nil {
      throw Self.unusable("has a \(name); a secret that everybody can read is none")
    }
    if let method = object["token_endpoint_auth_method"], !method.isNull, method != "none" {
      throw Self.unusable("has a token_endpoint_auth_method other than none")
    }
    let scopes = try Self.documentScopes(object["scope"], policy)
    self.init(
      redirectURIs: try Self.documentRedirectURIs(object["redirect_uris"]),
      name: try Self.reading { () throws(OAuthError) in try Self.text("client_name", object) }
        .flatMap { Self.isPresentable($0) ? $0 : nil },
      grantTypes: try Self.kept("grant_types", object, required: "authorization_code", Self.supportedGrantTypes),
      responseTypes: try Self.kept("response_types", object, required: "code", ["code"]),
      scopes: scopes.union(policy.baselineScopes))
  }

  private static func documentRedirectURIs(_ json: JSONValue?) throws(OAuthError) -> [RedirectURI] {
    guard let texts = json?.stringsValue, !texts.isEmpty else { throw unusable("has no redirect_uris") }
    guard texts.count <= maximumDocumentRedirectURIs else {
      throw unusable("has more than \(maximumDocumentRedirectURIs) redirect_uris")
    }
    var uris: [RedirectURI] = []
    for text in texts {
      let uri = try reading { () throws(OAuthError) in try RedirectURI(text) }
      guard uri.kind != .privateUse else {
        throw unusable("has a redirect_uri that is neither https nor http on the loopback")
      }
      uris.append(uri)
    }
    return uris
  }

  private static func kept(
    _ name: String, _ object: JSONObject, required: String, _ supported: [String]
  ) throws(OAuthError) -> [String] {
    guard let value = object[name], !value.isNull else { return supported }
    guard let values = value.stringsValue, values.contains(required) else {
      throw unusable("has \(name) without \(required)")
    }
    return supported.filter(values.contains)
  }

  /// A document that names no scope gets those of the usual ones that there are.
  private static func documentScopes(_ json: JSONValue?, _ policy: RegistrationPolicy) throws(OAuthError) -> ScopeSet {
    guard let json, !json.isNull else {
      return RegistrationPolicy.defaultScopes.intersection(policy.scopesSupported)
    }
    guard let scopes = ScopeSet(reading: json) else { throw unusable("has a scope that cannot be read") }
    if let scope = scopes.names.first(where: { !policy.scopesSupported.contains($0) }) {
      throw unusable("asks for the scope \(scope.prefix(100)), which is not supported")
    }
    return scopes.isEmpty ? RegistrationPolicy.defaultScopes.intersection(policy.scopesSupported) : scopes
  }

  /// Whatever is wrong with the document, the client is not valid.
  private static func reading<Value>(_ body: () throws(OAuthError) -> Value) throws(OAuthError) -> Value {
    do throws(OAuthError) { return try body() } catch { throw unusable("is refused: " + error.publicDescription) }
  }

  private static func unusable(_ reason: String) -> OAuthError {
    OAuthError(.invalidClient, "the client's metadata document " + reason)
  }
}
