import Synchronization

/// A number that only grows.
package final class Counter: MetricInstrument {
  package static let type = MetricType.counter
  private let count = Atomic<UInt64>(0)

  package init() {}

  package func increment(by amount: UInt64 = 1) { count.wrappingAdd(amount, ordering: .relaxed) }

  package var value: UInt64 { count.load(ordering: .relaxed) }

  package func samples() -> [MetricSample] { [MetricSample(Double(value))] }
}
