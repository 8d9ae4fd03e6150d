import JSON

/// A client that uses the authorization code grant (RFC 7591 section 2).
package struct ClientMetadata: Sendable, Hashable {
  /// One to ten.
  package let redirectURIs: [RedirectURI]
  /// Whatever the client calls itself; nobody has verified it.
  package let name: String?
  package let softwareID: String?
  package let grantTypes: [String]
  package let responseTypes: [String]
  package let scopes: ScopeSet
  package let authentication: ClientAuthenticationMethod
  /// Whether the client called itself public and got a secret all the same; it may send that in either way.
  package let isUpgraded: Bool

  package init(
    redirectURIs: [RedirectURI], name: String?, softwareID: String? = nil,
    grantTypes: [String] = ["authorization_code", "refresh_token"], responseTypes: [String] = ["code"],
    scopes: ScopeSet, authentication: ClientAuthenticationMethod = .none, isUpgraded: Bool = false
  ) {
    self.redirectURIs = redirectURIs
    self.name = name
    self.softwareID = softwareID
    self.grantTypes = grantTypes
    self.responseTypes = responseTypes
    self.scopes = scopes
    self.authentication = authentication
    self.isUpgraded = isUpgraded
  }

  package var mayRefresh: Bool { grantTypes.contains("refresh_token") }

  /// The members of RFC 7591 section 2.
  package var json: JSONObject {
    var object: JSONObject = ["redirect_uris": .strings(redirectURIs.map(\.text))]
    object["client_name"] = name.map(JSONValue.string)
    object["token_endpoint_auth_method"] = .string(authentication.rawValue)
    object["grant_types"] = .strings(grantTypes)
    object["response_types"] = .strings(responseTypes)
    object["scope"] = .string(scopes.text)
    return object
  }

  /// The answer to a registration (RFC 7591 section 3.2.1).
  /// - Parameters:
  ///   - issuedAt: Unix time in seconds.
  ///   - secret: told this once; it does not expire.
  package func registration(clientID: String, issuedAt: Int, secret: String? = nil) -> JSONValue {
    var object: JSONObject = ["client_id": .string(clientID), "client_id_issued_at": .int(issuedAt)]
    if let secret {
      object["client_secret"] = .string(secret)
      object["client_secret_expires_at"] = 0
    }
    for member in json { object[member.key] = member.value }
    return .object(object)
  }
}
