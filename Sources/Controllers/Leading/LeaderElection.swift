import FoundationEssentials
import Kubernetes

/// One candidate's view of a lease, and what it should do next. Without I/O.
struct LeaderElection {
  enum Step: Equatable {
    case create(Lease)
    /// Take it over, or renew it.
    case replace(Lease)
    /// Somebody else leads; to be looked at again after this time.
    case wait(Duration)
  }

  let key: ObjectKey
  let identity: String
  let timing: LeaderTiming
  /// The version of somebody else's lease and since when it counts as unchanged.
  private var observed: (version: String?, at: Duration)?
  /// When the lease was looked at last.
  private var lookedAt: Duration?

  init(key: ObjectKey, identity: String, timing: LeaderTiming) {
    self.key = key
    self.identity = identity
    self.timing = timing
  }

  /// - Parameters:
  ///   - stored: the lease as it is stored; `nil` where there is none.
  ///   - now: monotonic.
  mutating func next(_ stored: Lease?, now: Duration, wallTime: Date) -> Step {
    guard let stored else {
      var lease = Lease(key)
      claim(&lease, wallTime)
      return .create(lease)
    }
    if stored.holder == identity { return .replace(renewed(stored, wallTime)) }
    if observed == nil || observed?.version != stored.object.resourceVersion {
      // It was renewed after the last look, but never counts as older than the leader's own count allows.
      observed = (stored.object.resourceVersion, max(lookedAt ?? now, now - timing.retryPeriod))
    }
    lookedAt = now
    let holder = stored.holder ?? ""
    let duration = stored.durationSeconds.map { Duration.seconds($0) } ?? timing.leaseDuration
    let left = (observed?.at ?? now) + duration - now
    guard holder.isEmpty || left <= .zero else { return .wait(min(left, timing.retryPeriod)) }
    var lease = stored
    lease.transitions += 1
    claim(&lease, wallTime)
    return .replace(lease)
  }

  func renewed(_ lease: Lease, _ wallTime: Date) -> Lease {
    var lease = lease
    lease.durationSeconds = Int(timing.leaseDuration.components.seconds)
    lease.renewTime = wallTime
    return lease
  }

  /// The lease as a leader leaves it who stops of its own will: anybody may take it at once.
  func released(_ lease: Lease, _ wallTime: Date) -> Lease {
    var lease = lease
    lease.holder = ""
    lease.durationSeconds = 1
    lease.renewTime = wallTime
    return lease
  }

  private func claim(_ lease: inout Lease, _ wallTime: Date) {
    lease.holder = identity
    lease.acquireTime = wallTime
    lease = renewed(lease, wallTime)
  }
}
