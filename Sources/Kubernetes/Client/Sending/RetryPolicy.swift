import Curl

/// Whether a request that failed is sent again at once, or after how long.
package struct RetryPolicy: Sendable {
  /// How often a request is repeated that the server asked to have repeated.
  package var repetitions = 5
  /// How often one is repeated whose fate is not known.
  package var resends = 2

  package static let standard = RetryPolicy()
  /// For those who know better when to try again.
  package static let never = RetryPolicy(repetitions: 0, resends: 0)

  static let longestWait = Duration.seconds(30)

  /// - Parameters:
  ///   - attempt: how often it was sent so far.
  ///   - isIdempotent: whether sending it twice comes to the same.
  func wait(after error: KubernetesError, attempt: Int, isIdempotent: Bool) -> Duration? {
    if error.status == 429 || (error.status ?? 0) >= 500 && error.retryAfter != nil {
      // Such a request was not served.
      return attempt <= repetitions ? min(error.retryAfter ?? .seconds(1), Self.longestWait) : nil
    }
    guard attempt <= resends, Self.neverArrived(error) || isIdempotent && Self.isTransient(error) else { return nil }
    return .milliseconds(100) * (1 << (2 * (attempt - 1)))
  }

  /// PUT, DELETE, merge patches and applies say what is to be; POST says what is to be done.
  static func isIdempotent(_ method: String) -> Bool { method != "POST" }

  private static func neverArrived(_ error: KubernetesError) -> Bool {
    error.cause.map { $0.code == .connection || $0.code == .resolution || $0.code == .tls } ?? false
  }

  /// A time-out is none: who waited half a minute already leaves the rest to others.
  private static func isTransient(_ error: KubernetesError) -> Bool {
    if let status = error.status { return [502, 503, 504].contains(status) }
    return error.cause?.code == .transfer
  }
}
