/// The access token that the caller's login got from a provider. It is asked for each time: whoever keeps it also knows
/// when it was refreshed or revoked.
struct UpstreamInjection: CredentialStrategy {
  let provider: String

  var hasOwnCredential: Bool { false }

  func cacheKey(_ caller: OutgoingCaller?) -> String? { nil }

  func obtain(for caller: OutgoingCaller?) async throws(CredentialFailure) -> TimedCredential {
    guard let caller else { throw .withoutCaller }
    let token = try await caller.tokens(of: provider).accessToken
    guard TokenText.isToken(token) else {
      throw CredentialFailure(.invalidAnswer, "the access token of \"\(provider)\" cannot stand in a header")
    }
    return TimedCredential(credential: .bearer(token), expiresAt: nil)
  }
}

extension OutgoingCaller {
  /// What the login got from a provider.
  func tokens(of provider: String) async throws(CredentialFailure) -> UpstreamTokenPair {
    guard let login else {
      throw CredentialFailure(
        .loginRequired, "the caller's token belongs to no login that had tokens of \"\(provider)\"")
    }
    return try await upstreamTokens.upstreamTokens(login: login, provider: provider)
  }
}
