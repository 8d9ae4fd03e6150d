import FoundationEssentials
import GatewayDocument
import Kubernetes

/// Where audit events go, and what they are stamped with.
struct AuditLog: Sendable {
  let sink: any AuditSink
  let time: any TimeSource

  /// Records how a request ended.
  /// - Parameter started: the monotonic time at which it came.
  func record(_ event: AuditEvent, status: Int, started: Duration, identifier: String) {
    let elapsed = time.monotonicTime() - started
    let milliseconds = Int(elapsed / .milliseconds(1))
    let stamp = KubernetesTime.microText(time.wallTime())
    sink.write(event.json(time: stamp, identifier: identifier, status: status, milliseconds: milliseconds).bytes())
  }
}
