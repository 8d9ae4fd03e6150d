import Metrics

/// The `rest_client_…` metrics under client-go's names.
package struct RequestMetrics: Sendable {
  private let requests: MetricFamily<Counter>
  private let times: MetricFamily<Histogram>
  private let waits: MetricFamily<Histogram>

  package init(_ registry: MetricsRegistry) {
    requests = registry.counter(
      "rest_client_requests_total", "Requests by the status of their answer.", labels: "code", "method", "host")
    times = registry.histogram(
      "rest_client_request_duration_seconds", "How long requests took, watches left out.", labels: "verb", "host")
    waits = registry.histogram(
      "rest_client_rate_limiter_duration_seconds", "How long requests were held back.", labels: "verb", "host")
  }

  /// - Parameter status: `nil` where there was no answer.
  func answered(_ status: Int?, _ method: String, _ host: String, after duration: Duration? = nil) {
    requests.with(status.map(String.init) ?? "<error>", method, host).increment()
    if let duration { times.with(method, host).observe(duration) }
  }

  func waited(_ method: String, _ host: String, _ duration: Duration) { waits.with(method, host).observe(duration) }
}
