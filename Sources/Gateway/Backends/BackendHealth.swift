import FoundationEssentials

/// What is known of a backend from the last attempts to read its tools.
struct BackendHealth: Sendable, Equatable {
  enum State: String, Sendable {
    /// Never reached so far.
    case unknown
    case healthy
    /// The last attempts failed, but fewer than make it unhealthy.
    case degraded
    case unhealthy
    /// It wants credentials.
    case unauthenticated
    /// It takes only credentials of people, and none has come yet.
    case unprobed
  }

  /// So many failures in a row make a backend unhealthy; its tools are listed until then.
  static let failureThreshold = 3

  private(set) var state: State
  /// When the state was found; `nil` before it was ever known.
  private(set) var since: Date?
  private(set) var consecutiveFailures = 0
  private(set) var lastFailure: BackendFailure.Code?

  /// - Parameter isProbed: whether the gateway can look at it by itself.
  init(isProbed: Bool = true) { state = isProbed ? .unknown : .unprobed }

  /// Whether its tools are advertised.
  var isListed: Bool { state == .healthy || state == .degraded || state == .unprobed }

  mutating func succeeded(at now: Date = Date()) {
    become(.healthy, now)
    consecutiveFailures = 0
    lastFailure = nil
  }

  mutating func failed(_ code: BackendFailure.Code, at now: Date = Date()) {
    consecutiveFailures += 1
    lastFailure = code
    // Credentials that are refused say nothing of how the backend is.
    if code.isOfCaller {
      become(.unauthenticated, now)
    } else if consecutiveFailures >= Self.failureThreshold || state == .unhealthy {
      become(.unhealthy, now)
    } else if state != .unknown {
      become(.degraded, now)
    }
  }

  private mutating func become(_ new: State, _ now: Date) {
    if new != state { since = now }
    state = new
  }
}
