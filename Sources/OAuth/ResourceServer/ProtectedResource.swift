import HTTP
import JSON

/// The resource server as clients discover it: its metadata and the challenges that point there.
package struct ProtectedResource: Sendable, Equatable {
  package let metadata: ProtectedResourceMetadata
  private let challenge: WWWAuthenticateChallenge

  /// - Parameters:
  ///   - issuer: the authorization server's; also the realm.
  ///   - resource: the resource identifier (RFC 8707).
  ///   - scopes: what clients are configured to ask for; without any the challenge names none.
  ///   - issuerScopes: what the authorization server supports: the metadata names it where `scopes` is empty.
  package init(issuer: String, resource: String, scopes: [String], issuerScopes: [String] = []) {
    metadata = ProtectedResourceMetadata(
      resource: resource, authorizationServers: [issuer], scopes: scopes.isEmpty ? issuerScopes : scopes)
    var challenge = WWWAuthenticateChallenge()
    challenge.realm = issuer.isEmpty ? nil : issuer
    challenge.resourceMetadata = ProtectedResourceMetadata.location(of: resource)
    challenge.scopes = scopes.filter { $0 != "offline_access" }
    self.challenge = challenge
  }

  /// The 401 of RFC 6750 section 3. Without credentials the challenge names no error (section 3.1): the client only learns
  /// where to get some; the body says what is missing.
  package func response(to refusal: BearerRefusal) -> HTTPResponse {
    var challenge = challenge
    if refusal != .missing {
      challenge.error = refusal.code
      challenge.errorDescription = refusal.headerDescription
    }
    let body: JSONValue = [
      "error": .string(refusal.code.rawValue), "error_description": .string(refusal.bodyDescription),
    ]
    return .json(body, status: 401, headers: ["WWW-Authenticate": challenge.value, "Cache-Control": "no-store"])
  }
}
