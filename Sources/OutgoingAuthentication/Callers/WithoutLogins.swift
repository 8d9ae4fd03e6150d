/// Where no logins happen: there are no providers' tokens.
package struct WithoutLogins: UpstreamTokenSource {
  package init() {}

  package func upstreamTokens(
    login: String, provider: String
  ) async throws(CredentialFailure) -> UpstreamTokenPair {
    throw CredentialFailure(.notEntitled, "the gateway has no embedded authorization server, so nobody logged in here")
  }
}
