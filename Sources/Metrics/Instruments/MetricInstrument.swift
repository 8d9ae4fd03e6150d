/// One series' value, or for histograms several.
package protocol MetricInstrument: AnyObject, Sendable {
  /// Prometheus' word for it: `counter`, `gauge`, `histogram`.
  static var type: MetricType { get }
  func samples() -> [MetricSample]
}

package enum MetricType: String, Sendable { case counter, gauge, histogram }

/// One line of the exposition, but for the metric's name and its own labels.
package struct MetricSample: Sendable, Equatable {
  /// Behind the metric's name: `_bucket`.
  var suffix = ""
  /// A label beside the metric's own: `le`.
  var extra: (name: String, value: String)?
  let value: Double

  init(_ value: Double, suffix: String = "", extra: (name: String, value: String)? = nil) {
    self.suffix = suffix
    self.extra = extra
    self.value = value
  }

  package static func == (left: MetricSample, right: MetricSample) -> Bool {
    left.suffix == right.suffix && left.value == right.value && left.extra?.name == right.extra?.name
      && left.extra?.value == right.extra?.value
  }
}
