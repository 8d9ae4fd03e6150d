import Synchronization

/// How often a number fell below each of some bounds, and the sum of all.
package final class Histogram: MetricInstrument {
  package static let type = MetricType.histogram

  private struct State {
    /// For each bound, and last for what is above all of them.
    var counts: [UInt64]
    var sum = 0.0
  }

  /// Ascending.
  private let bounds: [Double]
  private let state: Mutex<State>

  package init(bounds: [Double]) {
    self.bounds = bounds
    state = Mutex(State(counts: Array(repeating: 0, count: bounds.count + 1)))
  }

  package func observe(_ value: Double) {
    let index = bounds.firstIndex { value <= $0 } ?? bounds.count
    state.withLock {
      $0.counts[index] += 1
      $0.sum += value
    }
  }

  /// In seconds.
  package func observe(_ duration: Duration) { observe(duration / .seconds(1)) }

  /// Bounds of durations from a millisecond to a minute, in seconds.
  package static let durations = [0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60]

  package func samples() -> [MetricSample] {
    let (counts, sum) = state.withLock { ($0.counts, $0.sum) }
    var total = 0.0
    var samples: [MetricSample] = []
    for (bound, count) in zip(bounds + [.infinity], counts) {
      total += Double(count)
      samples.append(MetricSample(total, suffix: "_bucket", extra: ("le", MetricText.number(bound))))
    }
    return samples + [MetricSample(sum, suffix: "_sum"), MetricSample(total, suffix: "_count")]
  }
}
