import JSON
import Policy

/// Who a request comes from.
struct Caller: Sendable {
  /// The token's issuer; `nil` for everybody who comes in without a token.
  let issuer: String?
  let subject: String
  /// The person's name for people: `name`, else `preferred_username`, else `email`.
  let displayName: String?
  /// The OAuth client that the token was issued to.
  let clientID: String?
  /// What policies see.
  let claims: IdentityClaims
  /// The principal that was made of the claims, for as long as the caller is remembered.
  let memory = PrincipalMemory()

  /// Everybody, where no token is asked for.
  static var anonymous: Caller {
    Caller(
      issuer: nil, subject: "anonymous", displayName: "Anonymous User", clientID: nil,
      claims: .gateway(["sub": "anonymous", "name": "Anonymous User", "email": "anonymous@localhost"]))
  }

  /// What a session is bound to. Two callers never share it, whatever characters their names have.
  var sessionContext: String {
    JSONValue.array([issuer.map(JSONValue.string) ?? .null, .string(subject)]).text()
  }
}
