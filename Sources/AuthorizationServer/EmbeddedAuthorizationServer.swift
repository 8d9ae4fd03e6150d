import GatewayDocument
import HTTP
import JOSE
import OAuth

/// The OAuth 2.1 authorization server of one team, without sockets: requests in, responses out.
///
/// It logs people in at identity providers and issues its own tokens. Clients, logins under way, codes and
/// refresh tokens are sealed values that others carry, so every replica that has the keys serves every request.
package struct EmbeddedAuthorizationServer: Sendable {
  /// The most bytes that a request body may have.
  package static let largestBody = 65_536

  /// The keys that this server's tokens verify with, the signing one first.
  package let publicKeys: JWKSet
  /// What the gateway seals its own values with: replicas share it.
  package let sealing: SealingKeyRing
  let context: ServerContext
  private let discovery: DiscoveryEndpoint
  private let registration: RegistrationEndpoint
  private let authorize: AuthorizeEndpoint
  private let consent: ConsentDesk
  private let callback: CallbackEndpoint
  private let token: TokenEndpoint
  private let revocation: RevocationEndpoint
  private let introspection: IntrospectionEndpoint
  /// What the configuration revokes; whoever checks tokens asks it too.
  package let revocations: RevocationRules

  /// - Parameters:
  ///   - team: the virtual server's name, shown to people.
  ///   - secrets: hold the signing keys, the sealing keys and the provider's client secret under the configured names.
  ///   - primaryUpstream: the provider whose claims policies read; the first when `nil`.
  ///   - groupClaims: claim names that hold groups beside the usual ones: kept in every token, and looked for in the
  ///     record of a login.
  ///   - clock: Unix time in seconds.
  ///   - record: takes what happened, for audit and log.
  /// - Throws: for what cannot be served, naming the place in the configuration.
  package init(
    _ configuration: AuthorizationServerConfiguration, team: String, secrets: GatewaySecrets,
    transport: any UpstreamTransport, storage: any Storage, primaryUpstream: String? = nil, groupClaims: [String] = [],
    clock: @escaping @Sendable () -> Double, random: @escaping @Sendable (Int) -> [UInt8] = { Random.bytes($0) },
    record: @escaping @Sendable (AuthorizationEvent) -> Void
  ) throws(AuthorizationServerError) {
    try configuration.checkForServing()
    let keys = try ServerKeys(configuration, secrets)
    let seals = Seals(keys: keys.sealing, issuer: configuration.issuer)
    let clients = ClientDirectory(
      configured: try ConfiguredClients.read(configuration.clients.configured, secrets),
      documents: ClientDocuments(configuration, transport: transport, clock: clock), seals: seals)
    let providers = keys.upstreams.map {
      UpstreamProvider($0, seals: seals, storage: storage, transport: transport, clock: clock)
    }
    guard let chain = UpstreamChain(providers, primary: primaryUpstream) else {
      throw AuthorizationServerError(
        code: .configuration, path: "upstreams", reason: "the primary provider is not one of them")
    }
    let store = UpstreamSessionStore(seals: seals, storage: storage, clock: clock)
    let context = ServerContext(
      team: team, configuration: configuration, groupClaims: groupClaims, seals: seals, storage: storage,
      revocations: RevocationRules(configuration.revocations), clients: clients, chain: chain,
      sessions: configuration.storesUpstreamTokens ? UpstreamSessions(chain: chain, store: store, clock: clock) : nil,
      browsers: BrowserBinding(
        issuer: configuration.issuer, isSecure: HTTPURL(chain.first.configuration.redirectURI)?.scheme == "https",
        digest: ServerContext.digest, random: { Base64URL.encode(random(16)) }),
      random: random, clock: clock, record: { record($0.printable) },
      styleDigest: Base64.encode(SHA256Digest(of: PageStyle.text).bytes))
    let departure = LoginDeparture(context: context)
    let consent = ConsentDesk(context: context, departure: departure)
    let codes = CodeIssuing(context: context)
    let issuing = TokenIssuing(
      context: context,
      mint: AccessTokenMint(signing: keys.signing, seals: keys.sealing, groupClaims: groupClaims))
    self.context = context
    publicKeys = keys.signing.publicKeys
    sealing = keys.sealing
    discovery = DiscoveryEndpoint(context: context, publicKeys: keys.signing.publicKeys)
    registration = RegistrationEndpoint(context: context)
    authorize = AuthorizeEndpoint(context: context, consent: consent)
    self.consent = consent
    callback = CallbackEndpoint(context: context, issuing: codes, departure: departure)
    revocations = context.revocations
    let (publicKeys, sealing) = (keys.signing.publicKeys, keys.sealing)
    let verifiers = configuration.allowedAudiences.map {
      AccessTokenVerifier(
        issuer: configuration.issuer, audience: $0, leewaySeconds: 0, keys: publicKeys, seals: sealing)
    }
    let delegated = DelegatedTokenIssuing(context: context, mint: issuing.mint)
    let issuers = TrustedIssuers(configuration.trustedIssuers, transport: transport, clock: clock)
    token = TokenEndpoint(
      context: context, codes: CodeGrant(context: context, codes: codes, issuer: issuing),
      refreshes: RefreshGrant(context: context, issuer: issuing, recheck: ProviderRecheck(context: context)),
      exchanges: TokenExchangeGrant(
        context: context, subjects: SubjectTokenReader(context: context, verifiers: verifiers, issuers: issuers),
        issuer: delegated),
      assertions: AssertionGrant(context: context, issuers: issuers, issuer: delegated))
    revocation = RevocationEndpoint(context: context, verifiers: verifiers)
    introspection = IntrospectionEndpoint(context: context, verifiers: verifiers)
  }

  /// What a server of this configuration will seal its own values with.
  package static func sealing(
    _ configuration: AuthorizationServerConfiguration, _ secrets: GatewaySecrets
  ) throws(AuthorizationServerError) -> SealingKeyRing {
    try ServerKeys(configuration, secrets).sealing
  }

  /// The response to a request, or `nil` for a path that is not the authorization server's.
  package func respond(to request: HTTPRequest) async -> HTTPResponse? {
    guard let route = Route(path: request.path) else { return nil }
    var response: HTTPResponse
    if request.method == "OPTIONS", route.isCrossOrigin {
      response = CrossOrigin.preflight(methods: route.methods)
    } else if route == .unknown {
      response = .json(["error": "not_found", "error_description": "there is no such endpoint"], status: 404)
    } else if !route.methods.contains(request.method) {
      let methods = route.methods.joined(separator: ", ")
      response = .json(
        ["error": "invalid_request", "error_description": "the method must be one of \(methods)"], status: 405,
        headers: ["Allow": methods])
    } else if request.body.count > Self.largestBody {
      response = .json(
        [
          "error": "invalid_request",
          "error_description": "the request body is larger than \(Self.largestBody) bytes",
        ], status: 413)
    } else {
      response = await answer(request, route)
    }
    if response.headers["Cache-Control"] == nil { response.headers["Cache-Control"] = "no-store" }
    response.headers["X-Content-Type-Options"] = "nosniff"
    return route.isCrossOrigin ? CrossOrigin.open(response) : response
  }

  private func answer(_ request: HTTPRequest, _ route: Route) async -> HTTPResponse {
    switch route {
    case .metadata: discovery.metadata
    case .openIDMetadata: discovery.openIDMetadata
    case .keys: discovery.keys
    case .register: registration.respond(to: request)
    case .authorize: await authorize.respond(to: request)
    case .consent: request.method == "GET" ? await consent.arrive(request) : await consent.answer(request)
    case .callback: await callback.respond(to: request)
    case .token: await token.respond(to: request)
    case .revoke: await revocation.respond(to: request)
    case .introspect: await introspection.respond(to: request)
    case .unknown: .json(["error": "not_found"], status: 404)
    }
  }
}
