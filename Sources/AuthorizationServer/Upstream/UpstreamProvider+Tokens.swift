import GatewayDocument
import HTTP
import JSON
import OAuth

extension UpstreamProvider {
  /// For how many seconds a refresh is tried, twice: a client waits for it, and a provider that rotates takes a repetition
  /// soon after the first for what it is, a lost answer.
  private static let refreshTimeouts = [5, 4]

  /// Exchanges the provider's code and checks what comes back (OpenID Connect Core section 3.1.3).
  /// - Parameters:
  ///   - issuer: the `iss` of the authorization response, where there was one (RFC 9207).
  ///   - client: whom the code was issued to.
  /// - Returns: tokens with an identity.
  func exchange(
    code: String, issuer: String?, client: ProviderCredentials, codeVerifier: String, nonce: String
  ) async throws(UpstreamError) -> UpstreamTokens {
    let endpoints = try await endpoints()
    if configuration.kind == .oidc {
      guard issuer == configuration.issuer || (issuer == nil && !endpoints.sendsIssuer) else {
        throw exchange.error(
          .exchange, "the answer is of another issuer, \(issuer.map(UpstreamError.quote) ?? "which it does not name")")
      }
    }
    let form = FormParameters([
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", configuration.redirectURI),
      ("code_verifier", codeVerifier),
    ])
    let answer = try await exchange.tokens(
      at: endpoints.token, form, client: client, paths: configuration.oauth2?.tokenResponse)
    var tokens = tokens(answer)
    try await check(&tokens, answer, nonce: nonce, isRefresh: false)
    return tokens
  }

  /// Asks for fresh tokens (RFC 6749 section 6).
  /// - Parameters:
  ///   - subject: the one of the login; another one is an error of the code `identity`.
  ///   - client: `nil` for the configured one.
  func refresh(
    _ refreshToken: String, subject: UpstreamIdentity, client: ProviderCredentials?
  ) async throws(UpstreamError) -> RefreshedTokens {
    let endpoints = try await endpoints(isHurried: true)
    var credentials = client
    if credentials == nil { credentials = try await self.client(isHurried: true) }
    guard let credentials else { throw exchange.error(.registration, "it has no client") }
    var form = FormParameters([("grant_type", "refresh_token"), ("refresh_token", refreshToken)])
    if !configuration.scopes.isEmpty { form.add("scope", configuration.scopes.joined(separator: " ")) }
    var failure: UpstreamError?
    for timeout in Self.refreshTimeouts {
      let answer: UpstreamAnswer
      do throws(UpstreamError) {
        answer = try await exchange.tokens(
          at: endpoints.token, form, client: credentials, paths: configuration.oauth2?.tokenResponse,
          timeoutSeconds: timeout)
      } catch {
        guard error.code == .unreachable else { throw error }
        failure = error
        continue
      }
      // From here on the old refresh token may be spent, and what came must not be lost.
      var refreshed = RefreshedTokens(tokens: tokens(answer))
      do throws(UpstreamError) {
        try await check(&refreshed.tokens, answer, nonce: nil, isRefresh: true)
      } catch {
        guard !error.endsLogin else { throw error }
        refreshed.doubt = error
      }
      if let identity = refreshed.tokens.identity, !identity.isSynthesized, !subject.isSynthesized,
        identity.subject != subject.subject
      {
        throw exchange.error(.identity, "its refreshed tokens are another person's")
      }
      return refreshed
    }
    throw failure ?? exchange.error(.unreachable, "its token endpoint does not answer")
  }

  private func tokens(_ answer: UpstreamAnswer) -> UpstreamTokens {
    let response = answer.response
    return UpstreamTokens(
      accessToken: response.accessToken,
      refreshToken: response.refreshToken.flatMap {
        $0.utf8.count <= UpstreamTokens.longestRefreshToken ? $0 : nil
      }, expiresAt: response.expiresIn.map { Int(clock()) + $0 })
  }

  /// Finds out whose the tokens are.
  private func check(
    _ tokens: inout UpstreamTokens, _ answer: UpstreamAnswer, nonce: String?, isRefresh: Bool
  ) async throws(UpstreamError) {
    guard configuration.kind == .oidc else {
      return try await identify(&tokens, answer, isRefresh: isRefresh)
    }
    guard let idToken = answer.response.idToken else {
      guard isRefresh else { throw exchange.error(.idToken, "its answer has no id_token") }
      return
    }
    let claims = try await verified(idToken, nonce: nonce)
    tokens.idToken = idToken
    tokens.identity = try identity(claims)
  }

  /// - Throws: `.identity` when the subject claim is missing, empty or not a string; there is no other claim to fall
  ///   back to, because it would make another person of them.
  private func identity(_ claims: JSONObject) throws(UpstreamError) -> UpstreamIdentity {
    let claim = configuration.subjectClaim ?? "sub"
    guard let subject = claims[claim]?.stringValue, !subject.isEmpty else {
      throw exchange.error(.identity, "the ID token has no text in the claim \"\(claim)\"")
    }
    return UpstreamIdentity(
      subject: subject, name: Self.text(claims["name"]), email: Self.text(claims["email"]))
  }

  static func text(_ value: JSONValue?) -> String? {
    value?.stringValue.flatMap { $0.isEmpty || $0.utf8.count > 512 ? nil : $0 }
  }
}
