import Curl
import Kubernetes

/// How servers and gateways are asked.
package struct Probing: Sendable {
  package var timing: ProbeTiming
  let ask: Prober.Ask

  init(timing: ProbeTiming = ProbeTiming(), ask: @escaping Prober.Ask) {
    self.timing = timing
    self.ask = ask
  }

  /// Over HTTP, at their Services.
  /// - Parameter services: where Services are on a machine without a cluster network; `nil` in a cluster.
  package static func overHTTP(services: ServiceMap?, timing: ProbeTiming = ProbeTiming()) -> Probing {
    var configuration = CurlClient.Configuration()
    configuration.idleConnections = timing.concurrency
    let probe = Probe(CurlClient(configuration), services: services, timeout: timing.timeout)
    return Probing(timing: timing) { await probe.ask($0) }
  }
}
