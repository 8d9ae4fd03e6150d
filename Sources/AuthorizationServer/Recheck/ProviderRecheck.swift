import JOSE

/// Asks the providers of a login again when it is refreshed: who was removed is logged out, and changed groups count.
///
/// One step of a refresh family asks once, whatever number of requests and replicas bring the same refresh token: the one
/// that marks the step in the storage asks, the others wait for what it comes to.
struct ProviderRecheck: Sendable {
  /// For how many seconds a result is remembered: for longer than the grace of a repeated refresh and the asking itself.
  static let memory = 60
  /// How often another replica's result is looked for, and in which steps of nanoseconds: 30 seconds in all, as
  /// long as a renewal may take.
  private static let polls = 300
  private static let poll: UInt64 = 100_000_000

  let context: ServerContext
  private let flights = SingleFlight<Result<RecheckResult.Outcome, StorageError>>()

  init(context: ServerContext) { self.context = context }

  func check(_ token: RefreshToken) async throws(StorageError) -> RecheckResult.Outcome {
    let asked = token.login.providers.filter { context.chain.matters($0.provider) && $0.refreshToken != nil }
    guard !asked.isEmpty else { return .login(token.login, .impossible) }
    let id = "\(token.family):\(token.counter)"
    let result = await flights.run(id) {
      await Result.catching { () async throws(StorageError) in try await self.once(id, token, asked) }
    }
    return try result.get()
  }

  private func once(
    _ id: String, _ token: RefreshToken, _ asked: [ProviderLogin]
  ) async throws(StorageError) -> RecheckResult.Outcome {
    let key = "recheck:" + id
    let storage = context.storage
    let mark = Random.bytes(16)
    for _ in 0..<Self.polls {
      let now = context.now
      if try await storage.replace(key, expected: nil, with: mark, until: now + Self.memory, now: now) {
        let outcome = await ask(token, asked)
        let value = Array(context.seals.seal(RecheckResult(id: id, outcome: outcome)).utf8)
        // Without the storage the answer still reaches this client; only a repetition would not find it.
        _ = try? await storage.replace(
          key, expected: mark, with: value, until: context.now + Self.memory, now: context.now)
        return outcome
      }
      if let bytes = try await storage.read(key, now: now),
        let known = context.seals.open(String(decoding: bytes, as: UTF8.self), as: RecheckResult.self), known.id == id
      {
        return known.outcome
      }
      try? await Task.sleep(nanoseconds: Self.poll)
    }
    return .login(token.login, .unanswered("another replica has not come to an end asking"))
  }

  private func ask(_ token: RefreshToken, _ asked: [ProviderLogin]) async -> RecheckResult.Outcome {
    var answers: [String: RefreshedTokens] = [:]
    var doubt: String?
    let results = await withTaskGroup(of: (String, Result<RefreshedTokens, RecheckFailure>).self) { group in
      for provider in asked {
        group.addTask {
          (
            provider.provider,
            await Result.catching { () async throws(RecheckFailure) in try await self.ask(provider, token) }
          )
        }
      }
      return await group.reduce(into: []) { $0.append($1) }
    }
    for (name, result) in results {
      switch result {
      case .success(let answer):
        answers[name] = answer
        doubt = answer.doubt?.description ?? doubt
      case .failure(let failure):
        if failure.endsLogin { return .ended(failure.reason) }
        doubt = failure.reason
      }
    }
    var login = token.login
    do throws(UpstreamError) {
      try login.renew(answers, chain: context.chain, groupClaims: context.groupClaims)
    } catch {
      return .ended(error.description)
    }
    return .login(login, doubt.map(ProviderCheck.unanswered) ?? .confirmed)
  }

  private func ask(_ login: ProviderLogin, _ token: RefreshToken) async throws(RecheckFailure) -> RefreshedTokens {
    guard let provider = context.chain[name: login.provider], let refreshToken = login.refreshToken else {
      throw RecheckFailure(reason: "provider \"\(login.provider)\" is not configured", endsLogin: true)
    }
    guard let sessions = context.sessions else {
      return try await RecheckFailure.asking { () async throws(UpstreamError) in
        try await provider.refresh(refreshToken, subject: login.identity, client: login.client)
      }
    }
    let until = context.now + context.configuration.refreshTokenLifespanSeconds
    let renewal: UpstreamSessions.Renewal?
    do throws(UpstreamTokenError) {
      renewal = try await sessions.renewed(token, provider, until: until)
    } catch {
      throw RecheckFailure(reason: error.description, endsLogin: error.needsLogin)
    }
    if let renewal { return renewal.answer ?? RefreshedTokens(tokens: renewal.session.tokens) }
    // A storage in memory has forgotten the row; what the client carries for us brings it back.
    let answer = try await RecheckFailure.asking { () async throws(UpstreamError) in
      try await provider.refresh(refreshToken, subject: login.identity, client: login.client)
    }
    let earlier = UpstreamTokens(identity: login.identity, accessToken: "", refreshToken: refreshToken)
    try? await sessions.store.put(
      UpstreamSession(
        family: token.family, provider: login.provider, binding: provider.binding, subject: token.login.subject,
        client: token.client, tokens: answer.tokens.carryingForward(earlier), credentials: login.client, until: until))
    return answer
  }
}
