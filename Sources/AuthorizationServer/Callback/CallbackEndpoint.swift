import HTTP
import OAuth

/// `GET /oauth/callback`: the answer of an identity provider. It leads on to the next provider of the chain, or back to the
/// client.
struct CallbackEndpoint: Sendable {
  let context: ServerContext
  let issuing: CodeIssuing
  let departure: LoginDeparture

  func respond(to http: HTTPRequest) async -> HTTPResponse {
    var event = AuthorizationEvent(kind: .callback)
    event.upstream = context.chain.first.name
    event.remoteAddress = http.remoteAddress
    let response = await answer(http, &event)
    context.record(event)
    return response
  }

  private func answer(_ http: HTTPRequest, _ event: inout AuthorizationEvent) async -> HTTPResponse {
    guard let query = FormParameters(reading: http.query ?? "") else { return refuse(.missingState, &event) }
    guard query.repeatedNames.isEmpty else { return refuse(.repeatedParameter, &event) }
    let state = query["state"] ?? ""
    let refusal = query["error"].map(UpstreamRefusal.init)
    guard !state.isEmpty else { return refuse(refusal?.page ?? .missingState, &event) }
    guard refusal != nil || !(query["code"] ?? "").isEmpty else { return refuse(.missingCode, &event) }
    let unknown = refusal?.page ?? .notFound
    guard let pending = context.seals.open(state, as: PendingAuthorization.self), pending.expiresAt > context.now
    else { return refuse(unknown, &event) }
    event.client = pending.request.client
    event.clientName = pending.request.clientName
    guard context.browsers.isBrowser(pending.browser, headers: http.headers) else {
      return refuse(.otherBrowser, &event)
    }
    guard let provider = context.chain[binding: pending.upstreamBinding] else {
      let response = refuse(.notFound, &event)
      event.reason = "the identity provider has changed since the login began"
      return response
    }
    event.upstream = provider.name
    let legs: [LoginLeg]?
    do throws(StorageError) {
      guard try await context.storage.spend("state:" + pending.id, until: pending.expiresAt, now: context.now) else {
        return refuse(unknown, &event)
      }
      // Taken, so that nothing is left of a login whose next leg fails.
      legs = try await takeLegs(pending.progress, before: provider)
    } catch {
      event.outcome = .failure
      event.error = "temporarily_unavailable"
      event.reason = error.description
      return context.page(.unavailable)
    }
    if let refusal {
      event.outcome = .refused
      event.error = "access_denied"
      event.reason = "the identity provider answered \(UpstreamError.quote(refusal.error))"
      return context.redirect(pending.request, error: .accessDenied, description: refusal.description)
    }
    guard let legs else {
      let response = refuse(.notFound, &event)
      event.reason = "what the providers before this one said is not known any more"
      return response
    }
    do throws(CallbackFailure) {
      return try await advance(pending, at: provider, legs, query, &event)
    } catch {
      event.outcome = .failure
      event.error = "server_error"
      event.reason = error.reason
      return context.redirect(pending.request, error: .serverError, description: error.description)
    }
  }

  private func advance(
    _ pending: PendingAuthorization, at provider: UpstreamProvider, _ done: [LoginLeg], _ query: FormParameters,
    _ event: inout AuthorizationEvent
  ) async throws(CallbackFailure) -> HTTPResponse {
    let leg = try await leg(pending, at: provider, query)
    guard !done.contains(where: leg.isSomebodyElse) else {
      throw CallbackFailure(
        description: "identity verification failed",
        reason: "provider \"\(provider.name)\" names another person than a provider of the same issuer before it")
    }
    let legs = done + [leg]
    if legs.count < context.chain.providers.count {
      return try await goOn(pending, to: context.chain.providers[legs.count], legs)
    }
    let storesTokens = context.sessions != nil
    let login = try CallbackFailure.resolving { () throws(UpstreamError) in
      try Login(legs: legs, chain: context.chain, groupClaims: context.groupClaims, keepsAll: storesTokens)
    }
    event.subject = login.subject
    event.user = login.user
    let groups = GroupEvidence(
      accessToken: login.accessTokenClaims, idToken: login.idTokenClaims, configured: context.groupClaims)
    event.groups = groups
    let code: String
    do throws(StorageError) {
      code = try await issuing.issue(for: pending.request, login: login, legs: storesTokens ? legs : [])
    } catch {
      throw CallbackFailure(description: "failed to create authorization code", reason: error.description)
    }
    let response = context.redirect(pending.request, code: code)
    guard case .overage(_, instead: nil) = groups, let location = response.headers["Location"] else { return response }
    return OveragePage(provider: context.chain.primary, location: location).page
      .response(status: 200, styleDigest: context.styleDigest)
  }

  private func leg(
    _ pending: PendingAuthorization, at provider: UpstreamProvider, _ query: FormParameters
  ) async throws(CallbackFailure) -> LoginLeg {
    do throws(UpstreamError) {
      var client = pending.client
      if client == nil { client = try await provider.client() }
      guard let client else { throw provider.exchange.error(.registration, "it has no client") }
      let tokens = try await provider.exchange(
        code: query["code"] ?? "", issuer: query["iss"], client: client, codeVerifier: pending.codeVerifier,
        nonce: pending.nonce)
      guard let identity = tokens.identity else { throw provider.exchange.error(.identity, "it names nobody") }
      return LoginLeg(
        provider: provider.name, binding: provider.binding, identity: identity, tokens: tokens, client: pending.client)
    } catch {
      throw CallbackFailure(error)
    }
  }

  private func goOn(
    _ pending: PendingAuthorization, to next: UpstreamProvider, _ legs: [LoginLeg]
  ) async throws(CallbackFailure) -> HTTPResponse {
    let progress = ChainProgress(id: context.randomText(), binding: context.chain.binding, legs: legs)
    guard progress.sealedJSON.bytes().count <= ChainProgress.largest else {
      throw CallbackFailure(
        description: "failed to continue authorization chain", reason: "the providers' tokens are too large to be kept")
    }
    do throws(StorageError) {
      try await context.storage.put(
        Array(context.seals.seal(progress).utf8), under: ChainProgress.key(progress.id),
        until: context.now + PendingAuthorization.lifespan, now: context.now)
    } catch {
      throw CallbackFailure(description: "failed to store session", reason: error.description)
    }
    do throws(UpstreamError) {
      return try await departure.leave(
        to: next, pending.request, browser: pending.browser, progress: progress.id, status: 303)
    } catch {
      try? await context.storage.remove(ChainProgress.key(progress.id), now: context.now)
      throw CallbackFailure(
        description: "failed to continue authorization chain", reason: error.description)
    }
  }

  /// The legs before a provider's; `nil` when they are not known, or not those of the chain as it is now.
  private func takeLegs(
    _ id: String?, before provider: UpstreamProvider
  ) async throws(StorageError) -> [LoginLeg]? {
    var legs: [LoginLeg] = []
    if let id {
      guard let bytes = try await context.storage.take(ChainProgress.key(id), now: context.now),
        let progress = context.seals.open(String(decoding: bytes, as: UTF8.self), as: ChainProgress.self),
        progress.id == id, progress.binding == context.chain.binding
      else { return nil }
      legs = progress.legs
    }
    let before = context.chain.providers.prefix { $0.binding != provider.binding }.map(\.binding)
    return legs.map(\.binding) == before ? legs : nil
  }

  private func refuse(_ problem: ProblemPage, _ event: inout AuthorizationEvent) -> HTTPResponse {
    event.outcome = .refused
    event.reason = problem.reason
    return context.page(problem)
  }
}
