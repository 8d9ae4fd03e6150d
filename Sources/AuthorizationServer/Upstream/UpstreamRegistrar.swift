import GatewayDocument
import HTTP
import JSON

/// Registers the gateway at a provider (RFC 7591) when it is first needed, and again before the secret runs out. The
/// result is sealed in the storage, so that replicas share one registration.
actor UpstreamRegistrar {
  /// How long a registration without an end is kept in the storage, in seconds.
  static let lifespan = 90 * 86_400
  /// A secret that runs out sooner than this many seconds from now is not used for another login.
  static let margin = 3600
  /// No registration is tried sooner than this many seconds after the last: people without a login cause them.
  static let pause = 10.0

  private let request: UpstreamRegistrationRequest
  private let seals: Seals
  private let storage: any Storage
  private let clock: @Sendable () -> Double
  private var known: UpstreamRegistration?
  private var failure: UpstreamError?
  private var endedAt = -Double.infinity
  private var running: Task<Result<UpstreamRegistration, UpstreamError>, Never>?

  init(
    _ request: UpstreamRegistrationRequest, seals: Seals, storage: any Storage,
    clock: @escaping @Sendable () -> Double
  ) {
    self.request = request
    self.seals = seals
    self.storage = storage
    self.clock = clock
  }

  func credentials() async throws(UpstreamError) -> ProviderCredentials {
    if let known, isUsable(known) { return known.credentials }
    if running == nil, clock() - endedAt < Self.pause {
      if let failure { throw failure }
      // Its secret lives for less than the margin.
      if let known, known.binding == request.binding { return known.credentials }
    }
    let task = running ?? Task { await self.registered() }
    running = task
    let result = await task.value
    if running == task {
      running = nil
      endedAt = clock()
    }
    switch result {
    case .success(let registration):
      known = registration
      failure = nil
      return registration.credentials
    case .failure(let error):
      failure = error
      throw error
    }
  }

  private func isUsable(_ registration: UpstreamRegistration) -> Bool {
    registration.binding == request.binding
      && (registration.expiresAt.map { $0 > Int(clock()) + Self.margin } ?? true)
  }

  private func stored() async -> (bytes: [UInt8]?, registration: UpstreamRegistration?) {
    guard let bytes = try? await storage.read(request.key, now: Int(clock())) else { return (nil, nil) }
    let text = String(decoding: bytes, as: UTF8.self)
    return (bytes, seals.open(text, as: UpstreamRegistration.self).flatMap { isUsable($0) ? $0 : nil })
  }

  private func registered() async -> Result<UpstreamRegistration, UpstreamError> {
    let before = await stored()
    if let registration = before.registration { return .success(registration) }
    let registration: UpstreamRegistration
    do throws(UpstreamError) {
      registration = try await request.send()
    } catch {
      return .failure(error)
    }
    let now = Int(clock())
    // Without the storage each replica uses its own: logins carry the credentials that they were begun with.
    let isMine =
      (try? await storage.replace(
        request.key, expected: before.bytes, with: Array(seals.seal(registration).utf8),
        until: registration.expiresAt ?? now + Self.lifespan, now: now)) ?? true
    if isMine { return .success(registration) }
    return .success(await stored().registration ?? registration)
  }
}
