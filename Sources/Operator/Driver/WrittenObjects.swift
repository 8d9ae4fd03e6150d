import Controllers
import Kubernetes
import Resources
import Synchronization

/// What this process wrote and no watch has told of yet: until then the written form counts, so that nothing is written
/// twice because a watch is slower than a decision.
final class WrittenObjects: Sendable {
  private struct Place: Hashable {
    let kind: ResourceKind
    let key: ObjectKey
  }

  private struct Entry {
    var object: KubernetesObject?
    /// Whether `object` is the answer to a write of this process.
    var isAnswer = false
    /// What the write under way writes.
    var wanted: KubernetesObject?
    /// Writes under way.
    var writes = 0
    /// Told while a write was under way, whose answer may be no newer.
    var told: String?
    var isDeleted = false
    var since: Duration
  }

  /// After this the watch is believed whatever it has told: it may never tell of an object that it does not select.
  static let patience = Duration.seconds(30)

  private let time: any TimeSource
  private let entries = Mutex<[Place: Entry]>([:])

  init(time: any TimeSource = SystemTime()) { self.time = time }

  /// Performs a write and remembers what it answers.
  /// - Parameter wanted: what is applied; `nil` where a watch's report of it cannot be told from other changes.
  @discardableResult
  func write(
    _ kind: ResourceKind, _ key: ObjectKey, _ wanted: KubernetesObject? = nil,
    _ body: () async throws -> KubernetesObject
  ) async throws -> KubernetesObject {
    let place = Place(kind: kind, key: key)
    let now = time.monotonicTime()
    entries.withLock { entries in
      entries[place, default: Entry(since: now)].writes += 1
      entries[place]?.wanted = wanted
    }
    do {
      let stored = try await body()
      settle(place, stored)
      return stored
    } catch {
      settle(place, nil)
      throw error
    }
  }

  /// Remembers an object that was read past the watches.
  func note(_ kind: ResourceKind, _ object: KubernetesObject) {
    let now = time.monotonicTime()
    entries.withLock { entries in
      var entry = entries[Place(kind: kind, key: object.key)] ?? Entry(since: now)
      entry.object = ObjectTrim.trimmed(object)
      entry.isAnswer = false
      entry.since = now
      entries[Place(kind: kind, key: object.key)] = entry
    }
  }

  /// A watch has told of a change.
  /// - Returns: whether it is this process's own, of which the decision that made it knew all.
  @discardableResult
  func told(_ kind: ResourceKind, _ event: InformerEvent) -> Bool {
    let place = Place(kind: kind, key: event.key)
    return entries.withLock { entries in
      guard var entry = entries[place] else { return false }
      let isEcho = Self.isEcho(kind, event, of: entry)
      if entry.writes > 0 {
        entry.told = event.object.resourceVersion
        if case .deleted = event { entry.isDeleted = true }
      }
      if ResourceVersion.isOlder(event.object.resourceVersion, than: entry.object?.resourceVersion) != true {
        entry.object = nil
      }
      entries[place] = entry.object == nil && entry.writes == 0 ? nil : entry
      return isEcho
    }
  }

  private static func isEcho(_ kind: ResourceKind, _ event: InformerEvent, of entry: Entry) -> Bool {
    if case .deleted = event { return false }
    let version = entry.isAnswer ? entry.object?.resourceVersion : nil
    if version == nil || event.object.resourceVersion != version {
      // The watch may be faster than the answer.
      guard entry.writes > 0, let wanted = entry.wanted, AppliedObjects.holds(event.object, wanted) else {
        return false
      }
    }
    guard ResourceGroup.apiVersions.contains(kind.apiVersion) else { return true }
    // Of a custom resource all but the status is other people's, and a list after a gap tells several changes as one.
    guard case .updated(let old, let new) = event else { return false }
    return Self.asWritten(old) == Self.asWritten(new)
  }

  private static func asWritten(_ object: KubernetesObject) -> KubernetesObject {
    var result = object
    result.status = nil
    result.metadata["resourceVersion"] = nil
    result.metadata["managedFields"] = nil
    return result
  }

  /// - Parameter seen: what the watches have told.
  func newest(_ kind: ResourceKind, _ key: ObjectKey, seen: KubernetesObject?) -> KubernetesObject? {
    let now = time.monotonicTime()
    let written = entries.withLock { entries -> KubernetesObject? in
      guard let entry = entries[Place(kind: kind, key: key)], now - entry.since < Self.patience else { return nil }
      return entry.object
    }
    guard let written else { return seen }
    guard let seen else { return written }
    return ResourceVersion.isOlder(seen.resourceVersion, than: written.resourceVersion) == true ? written : seen
  }

  /// How many are remembered.
  var count: Int { entries.withLock(\.count) }

  private func settle(_ place: Place, _ stored: KubernetesObject?) {
    let now = time.monotonicTime()
    entries.withLock { entries in
      guard var entry = entries[place] else { return }
      entry.writes -= 1
      let isNews = ResourceVersion.isOlder(entry.told, than: stored?.resourceVersion) ?? true
      if let stored, !entry.isDeleted, isNews {
        entry.object = ObjectTrim.trimmed(stored)
        entry.isAnswer = true
        entry.since = now
      }
      if entry.writes == 0 { (entry.isDeleted, entry.told, entry.wanted) = (false, nil, nil) }
      let isOver = entry.object == nil || now - entry.since >= Self.patience
      entries[place] = isOver && entry.writes == 0 ? nil : entry
      if entries.count > 1024 {
        entries = entries.filter { $0.value.writes > 0 || now - $0.value.since < Self.patience }
      }
    }
  }
}
