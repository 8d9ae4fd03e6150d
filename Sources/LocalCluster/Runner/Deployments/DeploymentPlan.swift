import JSON

/// What is to be done about a Deployment, decided from what is there. Pure.
struct DeploymentPlan: Sendable {
  /// Pods to create.
  var creations = 0
  /// Names of pods to delete.
  var deletions: [String] = []
  /// Tells the pods of this template from those of others.
  let hash: String
  let status: JSONValue

  /// - Parameters:
  ///   - pods: those that the Deployment controls.
  ///   - now: seconds since 1970.
  static func decide(_ deployment: JSONValue, pods: [JSONValue], now: Int) -> DeploymentPlan {
    let spec = deployment["spec"] ?? [:]
    let wanted = spec["replicas"]?.intValue ?? 1
    let hash = templateHash(spec["template"] ?? [:])
    let living = pods.filter { $0.deletionTimestamp == nil }
    let current = living.filter { $0.labels[hashLabel] == hash }
    let old = living.filter { $0.labels[hashLabel] != hash }
    let count = Counts(
      wanted: wanted, current: current.count, total: living.count, ready: living.filter(PodStatus.isReady).count,
      currentReady: current.filter(PodStatus.isReady).count)
    let status = DeploymentStatus(deployment: deployment, count: count, now: now).json
    var plan = DeploymentPlan(hash: hash, status: status)
    guard spec["paused"]?.boolValue != true else { return plan }

    if spec["strategy"]?["type"]?.stringValue == "Recreate" {
      plan.deletions = old.map(\.objectName)
      // The old pods are gone before the first new one comes, those that are still ending too.
      if pods.allSatisfy({ $0.labels[hashLabel] == hash }) { plan.creations = max(0, wanted - current.count) }
    } else {
      plan.roll(spec, old: old, count: count)
    }
    // Pods that are not ready go first when there are too many.
    let surplus = current.sorted { !PodStatus.isReady($0) && PodStatus.isReady($1) }
    plan.deletions += surplus.prefix(max(0, current.count - wanted)).map(\.objectName)
    return plan
  }

  static let hashLabel = "pod-template-hash"

  struct Counts: Sendable {
    let wanted: Int
    let current: Int
    let total: Int
    let ready: Int
    let currentReady: Int
  }

  private init(hash: String, status: JSONValue) {
    self.hash = hash
    self.status = status
  }

  /// New pods come within the surge; old ones go as soon as enough are ready without them.
  private mutating func roll(_ spec: JSONValue, old: [JSONValue], count: Counts) {
    let rolling = spec["strategy"]?["rollingUpdate"]
    var surge = Self.number(rolling?["maxSurge"] ?? "25%", of: count.wanted, roundsUp: true)
    let unavailable = Self.number(rolling?["maxUnavailable"] ?? "25%", of: count.wanted, roundsUp: false)
    if surge == 0, unavailable == 0 { surge = 1 }
    let room = max(0, count.wanted + surge - count.total)
    creations = min(max(0, count.wanted - count.current), room)
    let unready = old.filter { !PodStatus.isReady($0) }
    let spare = max(0, count.ready - (count.wanted - unavailable))
    deletions = (unready + old.filter(PodStatus.isReady).prefix(spare)).map(\.objectName)
  }

  /// A number, or a percentage of the replicas.
  private static func number(_ value: JSONValue, of total: Int, roundsUp: Bool) -> Int {
    if let number = value.intValue { return max(0, number) }
    guard let text = value.stringValue, text.hasSuffix("%"), let percent = Int(text.dropLast()) else { return 0 }
    return max(0, (percent * total + (roundsUp ? 99 : 0)) / 100)
  }

  /// FNV-1a of the template: equal templates have equal hashes, on every machine.
  static func templateHash(_ template: JSONValue) -> String {
    let hash = template.bytes(.sorted).reduce(UInt64(0xcbf2_9ce4_8422_2325)) { hash, byte in
      (hash ^ UInt64(byte)) &* 0x100_0000_01b3
    }
    let text = String(hash, radix: 32)
    return String(text.prefix(10))
  }
}
