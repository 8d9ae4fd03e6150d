import ArgumentParser
import Controllers
import JOSE
import Kubernetes
import Operator

/// How several operators agree on which of them works.
struct LeaderOptions: ParsableArguments {
  @Flag(help: "Wait for a lease, so that of several operators one works.")
  var leaderElect = false

  @Option(help: "The namespace of the lease. (default: $POD_NAMESPACE, or the kubeconfig's)")
  var leaderNamespace: String?

  @Option(help: "How long a lease that nobody renews keeps others away.")
  var leaseDuration = Seconds(12)

  @Option(help: "How long the leader goes on without a renewal.")
  var leaseRenewDeadline = Seconds(8)

  @Option(help: "How long to wait between attempts.")
  var leaseRetryPeriod = Seconds(2)

  func validate() throws { _ = try timing() }

  /// - Returns: `nil` where this operator is to work whatever others do.
  func leadership(_ environment: [String: String], fallback: String) throws -> OperatorRuntime.Leadership? {
    guard leaderElect else { return nil }
    return OperatorRuntime.Leadership(
      lease: ObjectKey(
        namespace: leaderNamespace ?? environment["POD_NAMESPACE"] ?? fallback, name: "vmcp-operator"),
      identity: "\(environment["HOSTNAME"] ?? "operator")-\(Random.uuid())", timing: try timing())
  }

  private func timing() throws -> LeaderTiming {
    do {
      return try LeaderTiming(
        checking: leaseDuration.count, renewDeadline: leaseRenewDeadline.count, retryPeriod: leaseRetryPeriod.count)
    } catch {
      throw ValidationError(
        "--lease-duration, --lease-renew-deadline, --lease-retry-period: \(error.message)")
    }
  }
}
