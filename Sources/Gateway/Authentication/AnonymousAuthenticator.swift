import FoundationEssentials
import HTTP
import Kubernetes
import Synchronization

/// Lets everybody in as the same caller.
final class AnonymousAuthenticator: Authenticator {
  private static let lifespan = 24 * 3600

  private let time: any TimeSource
  private let current: Mutex<(caller: Caller, renewal: Int)?> = Mutex(nil)

  init(time: any TimeSource) { self.time = time }

  func authenticate(_ headers: HTTPHeaders) async throws(AuthenticationFailure) -> Caller { caller }

  func isKnown(_ headers: HTTPHeaders) -> Bool { true }

  /// One for many requests, so that policies know it already.
  private var caller: Caller {
    let now = Int(time.wallTime().timeIntervalSince1970)
    return current.withLock { current in
      if let current, now < current.renewal { return current.caller }
      let caller = Caller.anonymous(expiresAt: now + Self.lifespan)
      current = (caller, now + Self.lifespan / 2)
      return caller
    }
  }
}
