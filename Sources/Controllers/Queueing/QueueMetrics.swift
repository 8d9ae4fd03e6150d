import Kubernetes
import Metrics

/// The `workqueue_…` metrics under client-go's names.
package struct QueueMetrics: Sendable {
  private let depth: MetricFamily<Gauge>
  private let adds: MetricFamily<Counter>
  private let retries: MetricFamily<Counter>
  private let queueTime: MetricFamily<Histogram>
  private let workTime: MetricFamily<Histogram>
  private let unfinished: MetricFamily<Gauge>
  private let longest: MetricFamily<Gauge>

  /// What one queue counts.
  struct Instruments: Sendable {
    let depth: Gauge
    let adds: Counter
    let retries: Counter
    let queueTime: Histogram
    let workTime: Histogram
  }

  package init(_ registry: MetricsRegistry) {
    let bounds = [0.00001, 0.0001, 0.001, 0.01, 0.1, 1, 10, 100, 1000]
    depth = registry.gauge("workqueue_depth", "Keys that wait to be worked on.", labels: "name", "controller")
    adds = registry.counter("workqueue_adds_total", "Keys added.", labels: "name", "controller")
    retries = registry.counter(
      "workqueue_retries_total", "Keys added again after a failure.", labels: "name", "controller")
    queueTime = registry.histogram(
      "workqueue_queue_duration_seconds", "How long keys waited.", labels: "name", "controller", bounds: bounds)
    workTime = registry.histogram(
      "workqueue_work_duration_seconds", "How long keys were worked on.", labels: "name", "controller",
      bounds: bounds)
    unfinished = registry.gauge(
      "workqueue_unfinished_work_seconds", "How long all keys that are being worked on have been, together.",
      labels: "name", "controller")
    longest = registry.gauge(
      "workqueue_longest_running_processor_seconds", "How long the key has been that is being worked on longest.",
      labels: "name", "controller")
  }

  func instruments(_ name: String) -> Instruments {
    Instruments(
      depth: depth.with(name, name), adds: adds.with(name, name), retries: retries.with(name, name),
      queueTime: queueTime.with(name, name), workTime: workTime.with(name, name))
  }

  /// Brings what only time changes up to date; before the metrics are read.
  func update(_ name: String, running: [Duration]) {
    unfinished.with(name, name).set(running.reduce(.zero, +) / .seconds(1))
    longest.with(name, name).set((running.max() ?? .zero) / .seconds(1))
  }
}
