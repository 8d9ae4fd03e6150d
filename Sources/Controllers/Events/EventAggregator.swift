import FoundationEssentials
import JSON
import Kubernetes

/// Decides what becomes of an event, so that something that happens over and over is one event with a count and nothing
/// floods the API server.
struct EventAggregator {
  enum Decision: Equatable {
    case create(KubernetesObject)
    /// It happened before: the event's new count and time.
    case update(ObjectKey, JSONValue)
    /// The object has had more than its share.
    case drop
  }

  /// How long after its last occurrence an event is still counted up.
  static let window = Duration.seconds(600)
  /// How many events an object may have at once; one more comes free every five minutes.
  static let burst = 25.0
  static let refill = Duration.seconds(300)
  /// How many objects and events are remembered.
  static let limit = 4096

  private struct Identity: Hashable {
    let uid: String
    let key: ObjectKey
    let kind: String
    let severity: EventNote.Severity
    let reason: String
    let message: String
  }

  private struct Known {
    let key: ObjectKey
    var count: Int
    var last: Duration
  }

  private struct Budget {
    var tokens: Double
    var at: Duration
  }

  let component: String
  private var known: [Identity: Known] = [:]
  private var budgets: [ObjectKey: Budget] = [:]
  private var created = 0

  init(component: String) { self.component = component }

  mutating func decide(_ note: EventNote, now: Duration, wallTime: Date) -> Decision {
    forgetOld(now)
    guard spend(note.object.key, now) else { return .drop }
    let identity = Self.identity(note)
    if var event = known[identity] {
      event.count += 1
      event.last = now
      known[identity] = event
      return .update(event.key, ["count": .int(event.count), "lastTimestamp": .string(KubernetesTime.text(wallTime))])
    }
    let event = make(note, wallTime)
    known[identity] = Known(key: event.key, count: 1, last: now)
    return .create(event)
  }

  /// The event is no longer stored: the next occurrence is a new one.
  mutating func forget(_ note: EventNote) { known[Self.identity(note)] = nil }

  private static func identity(_ note: EventNote) -> Identity {
    Identity(
      uid: note.object.uid ?? "", key: note.object.key, kind: note.object.kind ?? "", severity: note.severity,
      reason: note.reason, message: note.message)
  }

  private mutating func make(_ note: EventNote, _ wallTime: Date) -> KubernetesObject {
    created += 1
    let moment = UInt64(max(0, wallTime.timeIntervalSince1970 * 1000))
    let suffix = String(moment, radix: 16) + String(created, radix: 16)
    let name = String(note.object.name.prefix(252 - suffix.count)) + "." + suffix
    var involved: JSONObject = [
      "apiVersion": .string(note.object.apiVersion ?? ""), "kind": .string(note.object.kind ?? ""),
      "name": .string(note.object.name),
    ]
    involved["namespace"] = note.object.namespace.map { .string($0) }
    involved["uid"] = note.object.uid.map { .string($0) }
    involved["resourceVersion"] = note.object.resourceVersion.map { .string($0) }
    let time = JSONValue.string(KubernetesTime.text(wallTime))
    return KubernetesObject(
      .events, ObjectKey(namespace: note.object.namespace ?? "default", name: name),
      fields: [
        "involvedObject": .object(involved), "type": .string(note.severity.rawValue), "reason": .string(note.reason),
        "message": .string(Self.short(note.message)), "source": ["component": .string(component)],
        "reportingComponent": .string(component), "firstTimestamp": time, "lastTimestamp": time, "count": 1,
      ])
  }

  private static func short(_ message: String) -> String {
    var size = 0
    return String(
      message.prefix {
        size += $0.utf8.count
        return size <= 1024
      })
  }

  private mutating func spend(_ key: ObjectKey, _ now: Duration) -> Bool {
    var budget = budgets[key] ?? Budget(tokens: Self.burst, at: now)
    budget.tokens = min(Self.burst, budget.tokens + (now - budget.at) / Self.refill)
    budget.at = now
    defer { budgets[key] = budget }
    guard budget.tokens >= 1 else { return false }
    budget.tokens -= 1
    return true
  }

  private mutating func forgetOld(_ now: Duration) {
    if known.count >= Self.limit { known = known.filter { now - $0.value.last < Self.window } }
    if known.count >= Self.limit { known = [:] }
    if budgets.count >= Self.limit {
      let full = Self.refill * Self.burst
      budgets = budgets.filter { now - $0.value.at < full }
      if budgets.count >= Self.limit { budgets = [:] }
    }
  }
}
