import Synchronization

/// All metrics of a process, in the order of their names when they are asked for.
package final class MetricsRegistry: Sendable {
  private struct Entry: Sendable {
    let help: String
    let type: MetricType
    let labels: [String]
    let collect: @Sendable () -> [MetricSeries]
  }

  private let entries = Mutex<[String: Entry]>([:])

  package init() {}

  package func counter(_ name: String, _ help: String, labels: String...) -> MetricFamily<Counter> {
    add(name, help, MetricFamily(labels: labels) { Counter() })
  }

  package func gauge(_ name: String, _ help: String, labels: String...) -> MetricFamily<Gauge> {
    add(name, help, MetricFamily(labels: labels) { Gauge() })
  }

  /// - Parameter bounds: ascending.
  package func histogram(
    _ name: String, _ help: String, labels: String..., bounds: [Double] = Histogram.durations
  ) -> MetricFamily<Histogram> {
    add(name, help, MetricFamily(labels: labels) { Histogram(bounds: bounds) })
  }

  /// A metric that is found out when it is asked for.
  package func collect(
    _ name: String, _ help: String, _ type: MetricType, labels: String...,
    values: @escaping @Sendable () -> [(labels: [String], value: Double)]
  ) {
    add(
      name,
      Entry(help: help, type: type, labels: labels) {
        values().map { MetricSeries(values: $0.labels, samples: [MetricSample($0.value)]) }
      })
  }

  /// In the Prometheus text format.
  package var text: String {
    var text = ""
    for (name, entry) in entries.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
      MetricText.write(
        name, help: entry.help, type: entry.type, labels: entry.labels, entry.collect(), to: &text)
    }
    return text
  }

  private func add<Instrument>(
    _ name: String, _ help: String, _ family: MetricFamily<Instrument>
  ) -> MetricFamily<Instrument> {
    add(name, Entry(help: help, type: Instrument.type, labels: family.labels) { family.samples() })
    return family
  }

  private func add(_ name: String, _ entry: Entry) {
    entries.withLock {
      precondition($0[name] == nil, "the metric \(name) is registered twice")
      $0[name] = entry
    }
  }
}
