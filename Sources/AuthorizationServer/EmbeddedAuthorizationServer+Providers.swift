extension EmbeddedAuthorizationServer {
  /// Asks the identity providers who they are, unless that is known, so that the first login finds it known.
  /// - Returns: why nobody could log in at the moment; `nil` when all is well.
  package func providerProblem() async -> String? {
    for provider in context.chain.providers {
      if let problem = await provider.problem() { return problem }
    }
    return nil
  }

  /// A provider's tokens of one login, renewed first where they have run out.
  /// - Parameters:
  ///   - family: `VerifiedToken.family`.
  ///   - provider: the provider's name.
  /// - Throws: within half a minute. A provider that refuses to renew ends the whole login.
  package func upstreamTokens(
    family: String, provider: String
  ) async throws(UpstreamTokenError) -> ProviderTokens {
    guard let sessions = context.sessions else {
      throw UpstreamTokenError(.notConfigured, "the configuration does not keep providers' tokens")
    }
    let now = context.now
    guard !context.storage.knowsRevoked(family: family, token: nil, now: now) else {
      throw UpstreamTokenError(.refused, "the login is revoked")
    }
    do throws(UpstreamTokenError) {
      return try await sessions.tokens(family, provider)
    } catch {
      guard error.code == .refused else { throw error }
      var event = AuthorizationEvent(kind: .refresh)
      event.outcome = .refused
      event.upstream = provider
      event.error = "invalid_grant"
      event.reason = error.reason
      context.record(event)
      let until = now + max(RefreshToken.longestLogin, context.configuration.accessTokenLifespanSeconds)
      try? await context.storage.revoke(family: family, until: until, now: now)
      await sessions.close(family)
      throw error
    }
  }
}
