import GatewayDocument
import HTTP
import JOSE
import OAuth

/// A token for the backend, exchanged for one of the caller's (RFC 8693).
struct TokenExchange: CredentialStrategy {
  let configuration: TokenExchangeConfiguration
  let endpoint: TokenEndpoint
  let clock: @Sendable () -> Double

  /// With credentials of a client, the gateway can ask for a token of its own (RFC 6749 section 4.4).
  var hasOwnCredential: Bool { endpoint.isConfidential }

  /// Tokens that callers come with may differ in what they allow: each is exchanged by itself.
  func cacheKey(_ caller: OutgoingCaller?) -> String? {
    guard let caller else { return "" }
    let token = configuration.subjectProvider == nil ? caller.token.map { SHA256Digest(of: $0).base64URL } : nil
    return caller.key + "\n" + (token ?? "")
  }

  func obtain(for caller: OutgoingCaller?) async throws(CredentialFailure) -> TimedCredential {
    guard let caller else { return try await ofGateway() }
    var form = FormParameters([
      ("grant_type", TokenType.exchangeGrant), ("subject_token", try await subject(caller)),
      ("subject_token_type", configuration.subjectType.urn), ("requested_token_type", TokenType.accessToken),
    ])
    addTarget(to: &form)
    let answer = try await endpoint.post(form)
    guard let type = answer.issuedTokenType, [TokenType.accessToken, TokenType.jwt].contains(type) else {
      throw endpoint.invalid("its issued_token_type is not the one of an access token")
    }
    return try credential(answer)
  }

  private func ofGateway() async throws(CredentialFailure) -> TimedCredential {
    guard hasOwnCredential else { throw .withoutCaller }
    var form = FormParameters([("grant_type", "client_credentials")])
    addTarget(to: &form)
    return try credential(try await endpoint.post(form))
  }

  private func addTarget(to form: inout FormParameters) {
    if !configuration.audience.isEmpty { form.add("audience", configuration.audience) }
    if !configuration.scopes.isEmpty { form.add("scope", configuration.scopes.joined(separator: " ")) }
    if let resource = configuration.resource { form.add("resource", resource) }
  }

  private func subject(_ caller: OutgoingCaller) async throws(CredentialFailure) -> String {
    guard let provider = configuration.subjectProvider else {
      guard let token = caller.token else {
        throw CredentialFailure(.notEntitled, "the caller came without a token that could be exchanged")
      }
      return token
    }
    let tokens = try await caller.tokens(of: provider)
    guard configuration.subjectType == .idToken else { return tokens.accessToken }
    guard let idToken = tokens.idToken else {
      throw CredentialFailure(.loginRequired, "\"\(provider)\" gave no ID token")
    }
    return idToken
  }

  private func credential(_ answer: IssuedToken) throws(CredentialFailure) -> TimedCredential {
    guard answer.isBearer else { throw endpoint.invalid("its token_type is not Bearer") }
    var headers = HTTPHeaders()
    headers[configuration.headerName ?? "Authorization"] = "Bearer " + answer.token
    return TimedCredential(
      credential: .headers(headers), expiresAt: answer.lifespan.map { clock() + Double($0) })
  }
}
