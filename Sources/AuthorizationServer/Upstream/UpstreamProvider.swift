import GatewayDocument
import HTTP
import JOSE
import OAuth

/// One OpenID Connect provider: its discovery document and keys, kept, and the two steps of a login.
struct UpstreamProvider: Sendable {
  let configuration: UpstreamConfiguration
  /// Of `configuration`.
  let binding: String
  let keys: CachedFetch<JWKSet>
  let clock: @Sendable () -> Double
  private let secret: String?
  private let exchange: UpstreamExchange
  private let metadata: CachedFetch<UpstreamMetadata>

  /// - Parameter secret: `nil` for a public client.
  init(
    _ configuration: UpstreamConfiguration, secret: String?, transport: any UpstreamTransport,
    clock: @escaping @Sendable () -> Double
  ) {
    let exchange = UpstreamExchange(
      provider: configuration.name, allowsInsecure: configuration.allowsInsecure, transport: transport)
    let metadata = CachedFetch(lifespan: 3600, clock: clock) {
      await Result.catching { () async throws(UpstreamError) in try await exchange.discover(configuration.issuer) }
    }
    self.configuration = configuration
    binding = configuration.binding
    self.secret = secret
    self.exchange = exchange
    self.metadata = metadata
    self.clock = clock
    keys = CachedFetch(lifespan: 3600, clock: clock) {
      await Result.catching { () async throws(UpstreamError) in try await exchange.keys(metadata.current()) }
    }
  }

  /// Why the provider cannot be used; `nil` when its documents are at hand.
  func problem() async -> String? {
    do throws(UpstreamError) {
      _ = try await metadata.current()
      _ = try await keys.current()
      return nil
    } catch {
      return error.description
    }
  }

  /// Where the browser is sent (OpenID Connect Core section 3.1.2.1). Nothing of the client's own request is in it.
  func authorizationURL(state: String, nonce: String, codeVerifier: String) async throws(UpstreamError) -> String {
    let endpoint = try await metadata.current().document.authorizationEndpoint
    var form = FormParameters([
      ("response_type", "code"), ("client_id", configuration.clientID), ("redirect_uri", configuration.redirectURI),
      ("scope", configuration.scopes.joined(separator: " ")), ("state", state), ("nonce", nonce),
      ("code_challenge", PKCE.challenge(for: codeVerifier)), ("code_challenge_method", PKCE.method),
    ])
    for (name, value) in configuration.additionalAuthorizationParameters.sorted(by: { $0.key < $1.key }) {
      form.add(name, value)
    }
    return endpoint.description + (endpoint.query == nil ? "?" : "&") + form.encoded
  }

  /// Exchanges the provider's code and checks what comes back (OpenID Connect Core section 3.1.3).
  /// - Parameter issuer: the `iss` of the authorization response, where there was one (RFC 9207).
  func exchange(
    code: String, issuer: String?, codeVerifier: String, nonce: String
  ) async throws(UpstreamError) -> UpstreamTokens {
    let metadata = try await metadata.current()
    guard issuer == configuration.issuer || (issuer == nil && !metadata.document.sendsIssuer) else {
      throw exchange.error(
        .exchange, "the answer is of another issuer, \(issuer.map(UpstreamError.quote) ?? "which it does not name")")
    }
    var form = FormParameters([
      ("grant_type", "authorization_code"), ("code", code), ("redirect_uri", configuration.redirectURI),
      ("code_verifier", codeVerifier),
    ])
    var headers: HTTPHeaders = [
      "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded",
    ]
    try authenticate(&form, &headers, methods: metadata.tokenEndpointAuthMethods)
    let response = try await exchange.send(
      "POST", metadata.document.tokenEndpoint, headers, Array(form.encoded.utf8), "token endpoint")
    let tokens: TokenResponse
    do throws(ProviderError) {
      tokens = try TokenResponse(reading: response.body, status: response.status)
    } catch {
      throw exchange.error(.exchange, error.reason)
    }
    guard let idToken = tokens.idToken else { throw exchange.error(.idToken, "its answer has no id_token") }
    return UpstreamTokens(
      accessTokenClaims: Self.claims(of: tokens.accessToken), idTokenClaims: try await verified(idToken, nonce: nonce))
  }

  /// RFC 6749 section 2.3.1.
  private func authenticate(
    _ form: inout FormParameters, _ headers: inout HTTPHeaders, methods: [String]?
  ) throws(UpstreamError) {
    guard let secret else { return form.add("client_id", configuration.clientID) }
    let methods = methods ?? ["client_secret_basic"]
    if methods.contains("client_secret_basic") {
      let credentials = PercentEncoding.encode(configuration.clientID) + ":" + PercentEncoding.encode(secret)
      headers["Authorization"] = "Basic " + Base64.encode(Array(credentials.utf8))
    } else if methods.contains("client_secret_post") {
      form.add("client_id", configuration.clientID)
      form.add("client_secret", secret)
    } else {
      throw exchange.error(
        .metadata, "it takes client secrets neither by client_secret_basic nor by client_secret_post")
    }
  }
}
