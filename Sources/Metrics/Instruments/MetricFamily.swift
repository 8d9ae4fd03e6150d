import Synchronization

/// A metric: one instrument for each combination of its labels' values.
package final class MetricFamily<Instrument: MetricInstrument>: Sendable {
  /// How many combinations are kept apart; what comes after them is counted under `other`, so that no label that an
  /// outsider chooses fills the memory.
  package static var limit: Int { 1000 }

  let labels: [String]
  private let make: @Sendable () -> Instrument
  private let series = Mutex<[[String]: Instrument]>([:])

  init(labels: [String], make: @escaping @Sendable () -> Instrument) {
    self.labels = labels
    self.make = make
  }

  /// The instrument for these values, one for each label and in their order. Keep it where it is used often.
  package func with(_ values: String...) -> Instrument { with(values) }

  package func with(_ values: [String]) -> Instrument {
    precondition(values.count == labels.count, "one value for each of \(labels)")
    return series.withLock { series in
      if let found = series[values] { return found }
      let key = series.count < Self.limit ? values : labels.map { _ in "other" }
      let instrument = series[key] ?? make()
      series[key] = instrument
      return instrument
    }
  }

  func samples() -> [MetricSeries] {
    series.withLock { $0 }.sorted { $0.key.lexicographicallyPrecedes($1.key) }.map {
      MetricSeries(values: $0.key, samples: $0.value.samples())
    }
  }
}

/// What one combination of label values comes to.
struct MetricSeries: Sendable {
  let values: [String]
  let samples: [MetricSample]
}
