/// Keeps the providers' tokens of logins, and renews them where they have run out.
///
/// A renewal runs once for each login and provider: in this process by single flight, among replicas by a lease in the
/// storage. It goes on when the request that asked for it is cancelled. The earlier row stays until the provider's answer is
/// checked and kept; an answer with a new refresh token that cannot be kept is dropped together with the row, because the
/// old refresh token is spent by then.
struct UpstreamSessions: Sendable {
  /// What a renewal came to.
  struct Renewal: Sendable {
    var session: UpstreamSession
    /// Of this renewal; `nil` when the row was fresh or another replica renewed it.
    var answer: RefreshedTokens?
  }

  /// An access token is renewed this many seconds before its end: it has to last for the call.
  static let margin = 10
  /// How long a caller waits for a renewal, in seconds.
  static let limit = 30
  /// How often another replica's renewal is looked after, and in which steps of nanoseconds: 20 seconds in all.
  private static let polls = 200
  private static let poll: UInt64 = 100_000_000

  let chain: UpstreamChain
  let store: UpstreamSessionStore
  let clock: @Sendable () -> Double
  private let flights = SingleFlight<Result<Renewal, UpstreamTokenError>>()

  init(chain: UpstreamChain, store: UpstreamSessionStore, clock: @escaping @Sendable () -> Double) {
    self.chain = chain
    self.store = store
    self.clock = clock
  }

  private var now: Int { Int(clock()) }

  /// Keeps what a login brought.
  func open(
    _ legs: [LoginLeg], login: Login, family: String, client: String, until: Int
  ) async throws(StorageError) {
    for leg in legs {
      try await store.put(
        UpstreamSession(
          family: family, provider: leg.provider, binding: leg.binding, subject: login.subject, client: client,
          tokens: leg.tokens, credentials: leg.client, until: until))
    }
  }

  /// Forgets a login. An outage leaves rows behind that end by themselves and that no valid token leads to.
  func close(_ family: String) async {
    for provider in chain.providers { try? await store.remove(family, provider.name) }
  }

  /// A login's tokens, renewed first where they have run out.
  func tokens(_ family: String, _ provider: String) async throws(UpstreamTokenError) -> ProviderTokens {
    guard let upstream = chain[name: provider] else {
      throw UpstreamTokenError(.notConfigured, "there is no provider \(UpstreamError.quote(provider))")
    }
    guard let row = try await row(family, upstream) else {
      throw UpstreamTokenError(.unknown, "no tokens of provider \"\(provider)\" are kept for this login")
    }
    if isFresh(row.session.tokens) { return row.session.providerTokens }
    return try await renew(family, upstream, until: nil).session.providerTokens
  }

  /// Asks the provider now, whatever the row's age.
  /// - Parameter until: how long the row is kept from now on.
  /// - Returns: `nil` when nothing is kept for the login.
  /// - Throws: `binding` for a row of somebody else.
  func renewed(
    _ token: RefreshToken, _ provider: UpstreamProvider, until: Int
  ) async throws(UpstreamTokenError) -> Renewal? {
    guard let row = try await row(token.family, provider) else { return nil }
    guard row.session.subject == token.login.subject, row.session.client == token.client else {
      throw UpstreamTokenError(.binding, "the tokens of provider \"\(provider.name)\" are of another login")
    }
    return try await renew(token.family, provider, until: until)
  }

  /// - Returns: `nil` when there is none.
  func row(
    _ family: String, _ provider: UpstreamProvider
  ) async throws(UpstreamTokenError) -> UpstreamSessionStore.Row? {
    let found: UpstreamSessionStore.Row?
    do throws(StorageError) {
      found = try await store.row(family, provider.name)
    } catch {
      throw UpstreamTokenError(.storage, error.description)
    }
    guard let found else { return nil }
    guard found.session.binding == provider.binding else {
      throw UpstreamTokenError(.binding, "the tokens of provider \"\(provider.name)\" are of an earlier configuration")
    }
    return found
  }

  private func isFresh(_ tokens: UpstreamTokens) -> Bool {
    tokens.expiresAt.map { $0 > now + Self.margin } ?? true
  }

  private func renew(
    _ family: String, _ provider: UpstreamProvider, until: Int?
  ) async throws(UpstreamTokenError) -> Renewal {
    let result = await TimeLimit.run(seconds: Self.limit) {
      await self.flights.run(family + " " + provider.name) {
        await Result.catching { () async throws(UpstreamTokenError) in
          try await self.exclusively(family, provider, until: until)
        }
      }
    }
    guard let result else {
      throw UpstreamTokenError(.unreachable, "provider \"\(provider.name)\" has not answered in \(Self.limit) seconds")
    }
    return try result.get()
  }

  /// Under the lease, or by what the replica that has it comes to.
  private func exclusively(
    _ family: String, _ provider: UpstreamProvider, until: Int?
  ) async throws(UpstreamTokenError) -> Renewal {
    let before = try await row(family, provider)
    for _ in 0..<Self.polls {
      if let holder = try await acquire(family, provider) {
        let result = await Result.catching { () async throws(UpstreamTokenError) in
          try await leased(family, provider, before: before, until: until)
        }
        await store.release(family, provider.name, holder)
        return try result.get()
      }
      try? await Task.sleep(nanoseconds: Self.poll)
    }
    throw UpstreamTokenError(.unreachable, "another replica has been renewing the tokens for too long")
  }

  private func acquire(
    _ family: String, _ provider: UpstreamProvider
  ) async throws(UpstreamTokenError) -> [UInt8]? {
    do throws(StorageError) {
      return try await store.acquire(family, provider.name)
    } catch {
      throw UpstreamTokenError(.storage, error.description)
    }
  }

  /// - Parameter until: `nil` when the row will do as long as it is fresh.
  private func leased(
    _ family: String, _ provider: UpstreamProvider, before: UpstreamSessionStore.Row?, until: Int?
  ) async throws(UpstreamTokenError) -> Renewal {
    guard let row = try await row(family, provider) else {
      throw UpstreamTokenError(.unknown, "no tokens of provider \"\(provider.name)\" are kept for this login")
    }
    // Another replica renewed it while this one waited.
    if row.bytes != before?.bytes || (until == nil && isFresh(row.session.tokens)) {
      return Renewal(session: row.session, answer: nil)
    }
    guard let refreshToken = row.session.tokens.refreshToken else {
      throw UpstreamTokenError(.expired, "provider \"\(provider.name)\" gave no refresh token")
    }
    let answer: RefreshedTokens
    do throws(UpstreamError) {
      answer = try await provider.refresh(
        refreshToken, subject: row.session.identity, client: row.session.credentials)
    } catch {
      guard error.endsLogin else { throw UpstreamTokenError(.unreachable, error.description) }
      try? await store.remove(family, provider.name)
      throw UpstreamTokenError(.refused, error.description)
    }
    var session = row.session
    session.until = max(session.until, until ?? 0)
    session.tokens = answer.tokens.carryingForward(row.session.tokens)
    return Renewal(session: try await keep(session, in: row, provider), answer: answer)
  }

  private func keep(
    _ session: UpstreamSession, in row: UpstreamSessionStore.Row, _ provider: UpstreamProvider
  ) async throws(UpstreamTokenError) -> UpstreamSession {
    do throws(StorageError) {
      if try await store.replace(row, with: session) { return session }
    } catch {
      guard session.tokens.refreshToken != row.session.tokens.refreshToken else { return session }
      try? await store.remove(session.family, session.provider)
      throw UpstreamTokenError(
        .storage, "the renewed refresh token of provider \"\(provider.name)\" could not be kept: \(error)")
    }
    // Whoever changed the row under our lease ended the login.
    throw UpstreamTokenError(.refused, "the login ended while its tokens were renewed")
  }
}
