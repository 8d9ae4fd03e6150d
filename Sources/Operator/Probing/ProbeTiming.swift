import Kubernetes

/// How often and how much is asked.
package struct ProbeTiming: Sendable {
  /// Between two questions to something that answers well.
  package var steady = Duration.seconds(20)
  /// The random share of `steady`, so that what was made together is not asked together.
  package var jitter = 0.25
  /// After answers that are not good.
  package var backoff = Backoff(initial: .milliseconds(300), cap: .seconds(30))
  /// So many bad answers in a row take the word back from what answered well before.
  package var failureThreshold = 3
  package var concurrency = 16
  /// For one HTTP exchange.
  package var timeout = Duration.seconds(5)

  package init() {}
}
