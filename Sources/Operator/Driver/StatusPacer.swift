import JSON
import Kubernetes
import Synchronization

/// Gathers what happens to a status in a short time into one write. A status is written once it has not changed for a
/// moment: a short one where it says something new, a longer one where only details changed, as when the backends of a
/// gateway come up one after the other.
final class StatusPacer: Sendable {
  private struct Place: Hashable {
    let kind: ResourceKind
    let key: ObjectKey
  }

  private struct Held {
    var status: JSONValue?
    let since: Duration
    var changed: Duration
  }

  static let moment = (news: Duration.milliseconds(250), details: Duration.seconds(2))
  /// A status that keeps changing is written after this all the same.
  static let longest = (news: Duration.seconds(1), details: Duration.seconds(5))

  private let time: any TimeSource
  private let held = Mutex<[Place: Held]>([:])

  init(time: any TimeSource = SystemTime()) { self.time = time }

  /// - Parameter update: the object with its new status; `nil` where it stays as it is.
  /// - Returns: when to look again; `nil` to write now.
  func wait(_ kind: ResourceKind, _ update: KubernetesObject?, of current: KubernetesObject) -> Duration? {
    let place = Place(kind: kind, key: current.key)
    let now = time.monotonicTime()
    return held.withLock { held in
      guard let update else {
        held[place] = nil
        return nil
      }
      let isNews = Self.summary(update) != Self.summary(current)
      let (moment, longest) =
        isNews ? (Self.moment.news, Self.longest.news) : (Self.moment.details, Self.longest.details)
      let status = Self.timeless(update)
      var entry = held[place] ?? Held(status: status, since: now, changed: now)
      if entry.status != status { (entry.status, entry.changed) = (status, now) }
      let due = min(entry.changed + moment, entry.since + longest)
      held[place] = due > now ? entry : nil
      return due > now ? due - now : nil
    }
  }

  /// Times of transition are those of the decision until they are written.
  private static func timeless(_ object: KubernetesObject) -> JSONValue? {
    var copy = object
    copy.conditions = object.conditions.map { condition in
      var condition = condition
      condition.lastTransitionTime = ""
      return condition
    }
    return copy.status
  }

  /// What people and programs act on.
  private static func summary(_ object: KubernetesObject) -> [String: String] {
    var summary = ["phase": object[path: "status", "phase"]?.stringValue ?? ""]
    for condition in object.conditions {
      summary[condition.type] = "\(condition.status.rawValue) \(condition.observedGeneration ?? 0)"
    }
    return summary
  }
}
