import FoundationEssentials
import JSON
import Kubernetes
import Resources

/// What becomes of an object's status: its new text, and which conditions turned.
struct StatusUpdate {
  /// Only the status beside what names the object; `nil` where nothing changed.
  let object: KubernetesObject?
  let turned: [Condition]
  /// Lists that lose their last element. They must be removed before the update is applied: an apply that takes the last
  /// element out leaves null, which the schema refuses (Kubernetes 1.20).
  let emptied: [String]

  /// - Parameter kind: whose status fields the operator owns.
  init<Kind: CustomResource>(_ plan: Plan, of current: KubernetesObject, as kind: Kind.Type, now: Date) {
    guard var status = plan.status else {
      object = nil
      turned = []
      emptied = []
      return
    }
    let before = current.conditions
    var conditions = before
    let (kept, wanted) = Self.fit(status, plan.conditions)
    status = kept
    conditions.removeAll { old in !wanted.contains { $0.type == old.type } }
    for condition in wanted { conditions.set(condition, now: now) }
    conditions.sort { $0.type < $1.type }
    status["conditions"] = .array(conditions.map(\.json))
    turned = conditions.filter { new in
      guard let old = before[new.type] else { return new.isTrouble }
      return old.status != new.status || old.reason != new.reason
    }
    status.removeAll { $0.value.arrayValue?.isEmpty == true }
    let owned = Set(Kind.Status.fields.map(\.name))
    var found = current.status?.objectValue ?? [:]
    found.removeAll { !owned.contains($0.key) }
    emptied = found.compactMap { name, value in
      value.arrayValue.map { !$0.isEmpty } == true && status[name] == nil ? name : nil
    }
    if Self.normal(found) == Self.normal(status) {
      object = nil
    } else {
      var update = KubernetesObject(ResourceKind(kind), current.key)
      update.status = .object(status)
      object = update
    }
  }

  /// A status that would be too large loses what people need least, and says so.
  private static func fit(_ status: JSONObject, _ conditions: [Condition]) -> (JSONObject, [Condition]) {
    let size = conditions.reduce(0) { $0 + $1.json.bytes().count }
    let (kept, note) = StatusLimit.fit(status, limit: max(StatusLimit.bytes / 2, StatusLimit.bytes - size))
    guard note != nil || size > StatusLimit.bytes / 2 else { return (status, conditions) }
    let reason = CommonReason.trimmed
    let message = note ?? "the messages of conditions are shortened to \(StatusLimit.textBytes) bytes"
    let generation = conditions.lazy.compactMap(\.observedGeneration).first
    return (
      kept,
      conditions.map { condition in
        var short = condition
        short.message = StatusLimit.shortened(condition.message)
        return short
      } + [Condition(reason.type, .false, reason: reason.name, message: message, observedGeneration: generation)]
    )
  }

  /// Lists in a status are sets and maps: the API server keeps the order in which their elements first came.
  private static func normal(_ status: JSONObject) -> JSONObject {
    var result = status
    for (name, value) in status {
      guard let elements = value.arrayValue else { continue }
      result[name] = .array(elements.map { ($0, $0.text(.sorted)) }.sorted { $0.1 < $1.1 }.map(\.0))
    }
    return result
  }
}
