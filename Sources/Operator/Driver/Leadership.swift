import Controllers
import Kubernetes

extension OperatorRuntime {
  /// With whom this operator agrees on who works.
  package struct Leadership: Sendable {
    package let lease: ObjectKey
    /// Unlike every other candidate's.
    package let identity: String
    package let timing: LeaderTiming

    package init(lease: ObjectKey, identity: String, timing: LeaderTiming = LeaderTiming()) {
      self.lease = lease
      self.identity = identity
      self.timing = timing
    }
  }
}

/// Another operator leads now. To begin anew is the pod's affair.
package struct LeadershipLost: Error, CustomStringConvertible {
  package var description: String { "the leader lease was lost" }
}
