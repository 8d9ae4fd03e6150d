import JSON

/// A registered client: public, with the authorization code grant (RFC 7591 section 2).
package struct ClientMetadata: Sendable, Hashable {
  /// One to ten.
  package let redirectURIs: [RedirectURI]
  /// Whatever the client calls itself; nobody has verified it.
  package let name: String?
  package let softwareID: String?
  package let grantTypes: [String]
  package let responseTypes: [String]
  package let scopes: ScopeSet

  package init(
    redirectURIs: [RedirectURI], name: String?, softwareID: String? = nil,
    grantTypes: [String] = ["authorization_code", "refresh_token"], responseTypes: [String] = ["code"], scopes: ScopeSet
  ) {
    self.redirectURIs = redirectURIs
    self.name = name
    self.softwareID = softwareID
    self.grantTypes = grantTypes
    self.responseTypes = responseTypes
    self.scopes = scopes
  }

  package var mayRefresh: Bool { grantTypes.contains("refresh_token") }

  /// The members of RFC 7591 section 2.
  package var json: JSONObject {
    var object: JSONObject = ["redirect_uris": .strings(redirectURIs.map(\.text))]
    object["client_name"] = name.map(JSONValue.string)
    object["token_endpoint_auth_method"] = "none"
    object["grant_types"] = .strings(grantTypes)
    object["response_types"] = .strings(responseTypes)
    object["scope"] = .string(scopes.text)
    return object
  }

  /// The answer to a registration (RFC 7591 section 3.2.1).
  /// - Parameter issuedAt: Unix time in seconds.
  package func registration(clientID: String, issuedAt: Int) -> JSONValue {
    var object: JSONObject = ["client_id": .string(clientID), "client_id_issued_at": .int(issuedAt)]
    for member in json { object[member.key] = member.value }
    return .object(object)
  }
}
