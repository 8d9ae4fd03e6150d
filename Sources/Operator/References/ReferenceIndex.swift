import Kubernetes
import Synchronization

/// Which objects name which, so that a change of one wakes those that use it and no others.
package final class ReferenceIndex: Sendable {
  private struct State {
    var named: [ObjectReference: Set<ObjectReference>] = [:]
    var users: [ObjectReference: Set<ObjectReference>] = [:]
  }

  private let state = Mutex(State())

  package init() {}

  /// - Parameter targets: what the object names now; empty for one that is gone.
  /// - Returns: what it names now and did not before, and the other way round.
  @discardableResult
  func update(_ user: ObjectReference, _ targets: Set<ObjectReference>) -> Set<ObjectReference> {
    state.withLock { state in
      let before = state.named[user] ?? []
      for target in before.subtracting(targets) {
        state.users[target]?.remove(user)
        if state.users[target]?.isEmpty == true { state.users[target] = nil }
      }
      for target in targets.subtracting(before) { state.users[target, default: []].insert(user) }
      state.named[user] = targets.isEmpty ? nil : targets
      return before.symmetricDifference(targets)
    }
  }

  /// Who names the object.
  func users(_ target: ObjectReference) -> Set<ObjectReference> { state.withLock { $0.users[target] ?? [] } }

  /// Whom the object names.
  func named(by user: ObjectReference) -> Set<ObjectReference> { state.withLock { $0.named[user] ?? [] } }
}
