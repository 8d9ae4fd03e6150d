import Kubernetes
import Metrics

/// The `controller_runtime_…` metrics under controller-runtime's names.
package struct ControllerMetrics: Sendable {
  /// The reconciliation's results as controller-runtime names them.
  enum Outcome: String, CaseIterable { case success, error, requeueAfter = "requeue_after" }

  private let total: MetricFamily<Counter>
  private let errors: MetricFamily<Counter>
  private let times: MetricFamily<Histogram>
  private let active: MetricFamily<Gauge>
  private let most: MetricFamily<Gauge>

  /// What one controller counts.
  struct Instruments: Sendable {
    let results: [Outcome: Counter]
    let errors: Counter
    let time: Histogram
    let active: Gauge
    let most: Gauge
  }

  package init(_ registry: MetricsRegistry) {
    total = registry.counter(
      "controller_runtime_reconcile_total", "Reconciliations by their result.", labels: "controller", "result")
    errors = registry.counter(
      "controller_runtime_reconcile_errors_total", "Reconciliations that failed.", labels: "controller")
    times = registry.histogram(
      "controller_runtime_reconcile_time_seconds", "How long reconciliations took.", labels: "controller")
    active = registry.gauge("controller_runtime_active_workers", "Workers that work.", labels: "controller")
    most = registry.gauge("controller_runtime_max_concurrent_reconciles", "All workers.", labels: "controller")
  }

  func instruments(_ name: String) -> Instruments {
    let results = Outcome.allCases.map { ($0, total.with(name, $0.rawValue)) }
    return Instruments(
      results: Dictionary(uniqueKeysWithValues: results), errors: errors.with(name), time: times.with(name),
      active: active.with(name), most: most.with(name))
  }
}

extension ControllerMetrics.Instruments {
  func observe(_ result: Result<ReconcileResult, any Error>, _ duration: Duration) {
    time.observe(duration)
    switch result {
    case .success(.done): results[.success]?.increment()
    case .success(.requeue): results[.requeueAfter]?.increment()
    case .failure:
      results[.error]?.increment()
      errors.increment()
    }
  }
}
