import HTTP
import OAuth

/// The parameters of a token exchange (RFC 8693 section 2.1).
struct TokenExchangeRequest: Sendable {
  private static let accessToken = "urn:ietf:params:oauth:token-type:access_token"
  private static let types = [accessToken, "urn:ietf:params:oauth:token-type:jwt"]
  /// What is issued.
  static let issuedType = accessToken

  let subjectToken: String
  let actorToken: String?
  /// `audience` and `resource`, which mean the same here.
  let audiences: [String]
  let scopes: ScopeSet

  init(_ form: FormParameters) throws(OAuthError) {
    func value(_ name: String) -> String? { form[name].flatMap { $0.isEmpty ? nil : $0 } }
    guard let subject = value("subject_token") else { throw Self.refused("subject_token is required") }
    guard let type = value("subject_token_type") else { throw Self.refused("subject_token_type is required") }
    guard Self.types.contains(type) else {
      throw Self.refused("the subject_token_type must be \(Self.types.joined(separator: " or "))")
    }
    let actor = value("actor_token")
    guard (actor == nil) == (value("actor_token_type") == nil) else {
      throw Self.refused("actor_token and actor_token_type come together or not at all")
    }
    if let type = value("actor_token_type"), !Self.types.contains(type) {
      throw Self.refused("the actor_token_type must be \(Self.types.joined(separator: " or "))")
    }
    if let type = value("requested_token_type"), type != Self.issuedType {
      throw Self.refused("the only requested_token_type is \(Self.issuedType)")
    }
    let resources = form.values("resource").filter { !$0.isEmpty }
    guard resources.count <= 1 else {
      throw OAuthError(.invalidTarget, "Multiple resource parameters are not supported")
    }
    guard let scopes = ScopeSet(parsing: form["scope"] ?? "") else {
      throw OAuthError(.invalidScope, "the scope cannot be read")
    }
    subjectToken = subject
    actorToken = actor
    audiences = form.values("audience").filter { !$0.isEmpty } + resources
    self.scopes = scopes
  }

  private static func refused(_ reason: String) -> OAuthError { OAuthError(.invalidRequest, reason) }
}
