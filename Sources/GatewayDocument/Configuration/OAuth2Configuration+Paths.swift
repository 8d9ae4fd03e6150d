extension OAuth2Configuration {
  /// The first path into token responses that is none; `nil` when all are.
  package var wrongPath: String? {
    let ofIdentity = identity.map { [$0.subject, $0.name, $0.email] } ?? []
    let ofResponse = tokenResponse.map { [$0.accessToken, $0.refreshToken, $0.expiresIn, $0.scope] } ?? []
    return (ofIdentity + ofResponse).compactMap { $0 }.first { TokenPath($0) == nil }
  }

  /// Whether the provider says nothing of people: each login is a new person then.
  package var isAnonymous: Bool { userInfo == nil && identity == nil }
}
