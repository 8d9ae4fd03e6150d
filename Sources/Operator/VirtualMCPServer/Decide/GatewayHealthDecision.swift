import Kubernetes
import Resources

/// What a gateway's own report means for the status: which backends answer it, and whether it serves what it was given.
struct GatewayHealthDecision {
  /// How the gateway's words are said in statuses.
  private static let statuses = [
    "healthy": "ready", "degraded": "degraded", "unhealthy": "unavailable", "unauthenticated": "unauthenticated",
    // Only people's credentials are taken there, and nobody has come yet.
    "unprobed": "ready",
  ]

  let observed: ProbeObservation?
  /// The status as it was: what is said there stays while nothing newer is known.
  let before: VirtualMCPServerStatus
  let members: [DiscoveredBackend]
  /// The names of those that the gateway is given; of the others it can say nothing.
  let offered: Set<String>
  let documentHash: String?

  private static func unknown(_ member: DiscoveredBackend) -> DiscoveredBackend {
    var member = member
    member.status = "unknown"
    member.message = nil
    return member
  }

  static func isRoutable(_ backend: DiscoveredBackend) -> Bool {
    backend.status == "ready" || backend.status == "unauthenticated"
  }

  private var report: GatewayReport? {
    if case .gateway(let report)? = observed?.answer { report } else { nil }
  }

  /// Whether the gateway was asked at all, now or before this operator started.
  var isKnown: Bool { observed != nil || before.phase == .ready || before.phase == .degraded }

  /// Whether the gateway has not looked at any of its backends yet.
  var isWaiting: Bool {
    guard let report, !report.backends.isEmpty else { return false }
    return report.backends.allSatisfy { $0.health == "unknown" }
  }

  var discovered: [DiscoveredBackend] {
    let known = Dictionary((before.discoveredBackends ?? []).map { ($0.name, $0) }) { first, _ in first }
    guard let report else {
      // Not asked yet: as it was. Asked in vain: as the servers themselves are.
      guard observed == nil else { return members }
      guard isKnown else { return members.map { offered.contains($0.name) ? Self.unknown($0) : $0 } }
      return members.map { member in
        guard offered.contains(member.name), let old = known[member.name], old.url == member.url else { return member }
        return old
      }
    }
    let reported = Dictionary(report.backends.map { ($0.name, $0) }) { first, _ in first }
    return members.map { member in
      guard let backend = reported[member.name] else { return member }
      var seen = member
      seen.status = Self.statuses[backend.health] ?? "unknown"
      seen.message =
        Self.isRoutable(seen) ? nil : "the gateway gets no answer" + (backend.lastFailure.map { ": \($0)" } ?? "")
      seen.mcpRevision = backend.revision
      seen.lastHealthCheck = backend.since.flatMap { KubernetesTime.date($0) == nil ? nil : $0 }
      return seen
    }
  }

  /// Why the gateway does not serve the document that it was given; `nil` where it does, or may for all that is known.
  var servingProblem: String? {
    guard let report, let documentHash, observed?.target.documentHash == documentHash else { return nil }
    if !report.problems.isEmpty {
      return "The gateway refuses this configuration and serves an earlier one: "
        + report.problems.joined(separator: "; ")
    }
    guard report.documentHash != documentHash else { return nil }
    let served = report.documentHash.map { "document \($0)" } ?? "no document"
    return "The gateway still serves \(served), not \(documentHash)"
  }

  func state(_ conditions: inout Conditions) {
    let old = before.conditions?[VirtualMCPServerReason.served.type]
    let count = discovered.count
    conditions.holds(
      VirtualMCPServerReason.backendsDiscovered,
      count == 0 ? "No backends configured" : "Discovered \(count) backends")
    if case .failure(let failure)? = observed?.answer {
      conditions.isUnknown(
        VirtualMCPServerReason.gatewayNotAnswering, "The gateway could not be asked: \(failure.message)")
    } else if let report, let servingProblem {
      conditions.fails(
        report.problems.isEmpty ? VirtualMCPServerReason.olderServed : VirtualMCPServerReason.documentRefused,
        servingProblem)
    } else if let report, report.documentHash != nil, report.documentHash == documentHash {
      conditions.holds(VirtualMCPServerReason.served, "The gateway serves this configuration")
    } else if let old {
      conditions.keep(old)
    }
  }
}
