import FoundationEssentials
import JSON

extension Array where Element == Condition {
  package subscript(type: String) -> Condition? { first { $0.type == type } }

  /// Adds a condition or replaces the one of its type. `lastTransitionTime` is kept while the status stays the same.
  /// - Returns: whether anything changed.
  @discardableResult
  package mutating func set(_ condition: Condition, now: Date) -> Bool {
    var new = condition
    new.message = new.message.truncated(toUTF8Count: 32768)
    guard let index = firstIndex(where: { $0.type == condition.type }) else {
      new.lastTransitionTime = KubernetesTime.text(now)
      append(new)
      return true
    }
    let old = self[index]
    new.lastTransitionTime =
      old.status == new.status && !old.lastTransitionTime.isEmpty
      ? old.lastTransitionTime : KubernetesTime.text(now)
    self[index] = new
    return new != old
  }

  package mutating func remove(_ type: String) { removeAll { $0.type == type } }
}

extension KubernetesObject {
  /// `status.conditions`; entries that are not conditions are left out.
  package var conditions: [Condition] {
    get {
      (self[path: "status", "conditions"]?.arrayValue ?? []).compactMap {
        try? Condition(json: $0, unknownFields: .ignore)
      }
    }
    set {
      var status = self.status ?? [:]
      status["conditions"] = .array(newValue.map(\.json))
      self.status = status
    }
  }
}

extension String {
  /// The longest prefix of whole characters that has at most `count` bytes.
  func truncated(toUTF8Count count: Int) -> String {
    guard utf8.count > count else { return self }
    var size = 0
    return String(
      prefix {
        size += $0.utf8.count
        return size <= count
      })
  }
}
