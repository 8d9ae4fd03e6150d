import GatewayDocument
import HTTP
import JOSE
import OAuth

/// One identity provider: what is known of it, kept, and the steps of a login.
struct UpstreamProvider: Sendable {
  let configuration: UpstreamConfiguration
  /// Of `configuration`.
  let binding: String
  /// Verify its ID tokens; a plain OAuth 2.0 provider has none.
  let keys: CachedFetch<JWKSet>
  let clock: @Sendable () -> Double
  let exchange: UpstreamExchange
  private let secret: String?
  private let metadata: CachedFetch<UpstreamMetadata>
  private let registrar: UpstreamRegistrar?

  /// - Parameters:
  ///   - secret: `nil` for a public client.
  ///   - registrar: for a client that registers itself.
  init(
    _ configuration: UpstreamConfiguration, secret: String?, registrar: UpstreamRegistrar? = nil,
    transport: any UpstreamTransport, clock: @escaping @Sendable () -> Double
  ) {
    let exchange = UpstreamExchange(
      provider: configuration.name, allowsInsecure: configuration.allowsInsecure, transport: transport)
    let metadata = CachedFetch(lifespan: 3600, clock: clock) {
      await Result.catching { () async throws(UpstreamError) in try await exchange.discover(configuration.issuer) }
    }
    self.configuration = configuration
    binding = configuration.binding
    self.secret = secret
    self.registrar = registrar
    self.exchange = exchange
    self.metadata = metadata
    self.clock = clock
    keys = CachedFetch(lifespan: 3600, clock: clock) {
      await Result.catching { () async throws(UpstreamError) in try await exchange.keys(metadata.current()) }
    }
  }

  var name: String { configuration.name }
  private var isOpenID: Bool { configuration.kind == .oidc }

  /// Why the provider cannot be used; `nil` when its documents are at hand.
  func problem() async -> String? {
    do throws(UpstreamError) {
      _ = try await client()
      if isOpenID { _ = try await keys.current() }
      return nil
    } catch {
      return error.description
    }
  }

  /// - Parameter isHurried: whether what was known once will do, and is renewed behind the caller's back.
  func endpoints(isHurried: Bool = false) async throws(UpstreamError) -> UpstreamEndpoints {
    if isOpenID {
      let metadata = isHurried ? try await metadata.known() : try await metadata.current()
      // What a provider does not say is client_secret_basic (OpenID Connect Discovery 1.0 section 3).
      return UpstreamEndpoints(
        authorization: metadata.document.authorizationEndpoint, token: metadata.document.tokenEndpoint,
        methods: metadata.tokenEndpointAuthMethods ?? ["client_secret_basic"],
        sendsIssuer: metadata.document.sendsIssuer)
    }
    guard let authorization = HTTPURL(configuration.oauth2?.authorizationEndpoint ?? ""),
      let token = HTTPURL(configuration.oauth2?.tokenEndpoint ?? "")
    else { throw exchange.error(.metadata, "its endpoints are not URLs") }
    return UpstreamEndpoints(
      authorization: authorization, token: token, methods: ["client_secret_post"], sendsIssuer: false)
  }

  /// Who the gateway is here; a registered client is the newest one.
  func client(isHurried: Bool = false) async throws(UpstreamError) -> ProviderCredentials {
    let endpoints = try await endpoints(isHurried: isHurried)
    if let registrar { return try await registrar.credentials() }
    guard let secret else { return ProviderCredentials(id: configuration.clientID, secret: nil, method: .none) }
    guard let method = endpoints.method else {
      throw exchange.error(
        .metadata, "it takes client secrets neither by client_secret_basic nor by client_secret_post")
    }
    return ProviderCredentials(id: configuration.clientID, secret: secret, method: method)
  }

  /// Whether a login has to carry its client's credentials: another replica may have registered another one.
  var isRegistered: Bool { registrar != nil }

  /// Where the browser is sent (OpenID Connect Core section 3.1.2.1). Nothing of the client's own request is in it.
  func authorizationURL(
    client: ProviderCredentials, state: String, nonce: String, codeVerifier: String
  ) async throws(UpstreamError) -> String {
    let endpoint = try await endpoints().authorization
    var form = FormParameters([
      ("response_type", "code"), ("client_id", client.id), ("redirect_uri", configuration.redirectURI),
    ])
    if !configuration.scopes.isEmpty { form.add("scope", configuration.scopes.joined(separator: " ")) }
    form.add("state", state)
    if isOpenID { form.add("nonce", nonce) }
    form.add("code_challenge", PKCE.challenge(for: codeVerifier))
    form.add("code_challenge_method", PKCE.method)
    for (name, value) in configuration.additionalAuthorizationParameters.sorted(by: { $0.key < $1.key }) {
      form.add(name, value)
    }
    return endpoint.description + (endpoint.query == nil ? "?" : "&") + form.encoded
  }
}
