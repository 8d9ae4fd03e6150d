import FoundationEssentials
import JSON
import Kubernetes
import Resources

/// What becomes of an object's status: its new text, and which conditions turned.
struct StatusUpdate {
  /// Only the status beside what names the object; `nil` where nothing changed.
  let object: KubernetesObject?
  let turned: [Condition]

  /// - Parameter kind: whose status fields the operator owns.
  init<Kind: CustomResource>(_ plan: Plan, of current: KubernetesObject, as kind: Kind.Type, now: Date) {
    guard var status = plan.status else {
      object = nil
      turned = []
      return
    }
    let before = current.conditions
    var conditions = before.filter { old in plan.conditions.contains { $0.type == old.type } }
    for condition in plan.conditions { conditions.set(condition, now: now) }
    conditions.sort { $0.type < $1.type }
    status["conditions"] = .array(conditions.map(\.json))
    turned = conditions.filter { new in
      guard let old = before[new.type] else {
        return new.status == .false || new.type == ConfigReasons.deletionBlockedType
      }
      return old.status != new.status || old.reason != new.reason
    }
    let owned = Set(Kind.Status.fields.map(\.name))
    var found = current.status?.objectValue ?? [:]
    found.removeAll { !owned.contains($0.key) }
    if Self.normal(found) == Self.normal(status) {
      object = nil
    } else {
      var update = KubernetesObject(ResourceKind(kind), current.key)
      update.status = .object(status)
      object = update
    }
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
