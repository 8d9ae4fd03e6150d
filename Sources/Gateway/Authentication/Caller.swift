import AuthorizationServer
import JSON
import Policy

/// Who a request comes from.
struct Caller: Sendable {
  /// The token's issuer; `nil` for everybody who comes in without a token.
  let issuer: String?
  let subject: String
  /// What audit events call the person: the e-mail address, else the name, else the subject.
  let user: String
  /// What audit events call the OAuth client that the token was issued to: a short digest of its identifier.
  let client: String?
  /// What policies see.
  let claims: IdentityClaims
  /// The login that the token comes from; `nil` where there was none here.
  var login: String?
  /// The principal that was made of the claims, for as long as the caller is remembered.
  let memory = PrincipalMemory()
  /// Who acts for the person; `nil` where they do themselves.
  var delegation: DelegationChain?

  /// Everybody, where no token is asked for. The claims are those of ToolHive, for policies that ask for them.
  /// - Parameter expiresAt: Unix time in seconds.
  static func anonymous(expiresAt: Int) -> Caller {
    Caller(
      issuer: nil, subject: "anonymous", user: LoggedPerson.anonymous, client: nil,
      claims: .gateway([
        "sub": "anonymous", "iss": "toolhive-local", "aud": "toolhive", "exp": .int(expiresAt),
        "email": "anonymous@localhost", "name": "Anonymous User",
      ]))
  }

  /// What a session is bound to. Two callers never share it, whatever characters their names have.
  var sessionContext: String {
    JSONValue.array([issuer.map(JSONValue.string) ?? .null, .string(subject)]).text()
  }
}
