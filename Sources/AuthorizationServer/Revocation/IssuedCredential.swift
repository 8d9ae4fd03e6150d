/// What revocation rules look at in a code, a refresh token or an access token.
struct IssuedCredential: Sendable {
  /// All that the person may be called: e-mail address, name, subject.
  var names: [String]
  /// The client's fingerprint.
  var client: String?
  /// Of an access token.
  var id: String?
  /// When it was issued, or the login that it stems from, in Unix seconds.
  var issuedAt: Int

  init(_ login: Login, client: String, issuedAt: Int) {
    names = [login.email, login.name, login.subject].compactMap { $0 }
    self.client = client
    self.issuedAt = issuedAt
  }

  init(_ token: VerifiedToken) {
    names = [token.claims["email"]?.stringValue, token.claims["name"]?.stringValue, token.subject].compactMap { $0 }
    client = token.client
    id = token.id
    issuedAt = token.claims["iat"]?.intValue ?? 0
  }

  /// The token's own, and those of the login and the tokens that it stands on.
  static func all(_ token: VerifiedToken) -> [IssuedCredential] {
    let own = IssuedCredential(token)
    let origins = token.claims[AccessTokenVerifier.originsClaim]?.arrayValue ?? []
    return [own]
      + origins.map { origin in
        var credential = own
        credential.client = origin["client"]?.stringValue ?? own.client
        credential.id = origin["jti"]?.stringValue ?? own.id
        credential.issuedAt = min(origin["iat"]?.intValue ?? own.issuedAt, own.issuedAt)
        return credential
      }
  }
}
