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
  }

  /// So many failures in a row make a backend unhealthy; its tools are listed until then.
  static let failureThreshold = 3

  private(set) var state = State.unknown
  private(set) var consecutiveFailures = 0
  private(set) var lastFailure: BackendFailure.Code?

  /// Whether its tools are advertised.
  var isListed: Bool { state == .healthy || state == .degraded }

  mutating func succeeded() {
    state = .healthy
    consecutiveFailures = 0
    lastFailure = nil
  }

  mutating func failed(_ code: BackendFailure.Code) {
    consecutiveFailures += 1
    lastFailure = code
    if code == .unauthorized {
      state = .unauthenticated
    } else if consecutiveFailures >= Self.failureThreshold || state == .unhealthy {
      state = .unhealthy
    } else if state != .unknown {
      state = .degraded
    }
  }
}
