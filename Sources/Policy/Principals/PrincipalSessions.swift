import Cedar
import Synchronization

/// A principal's sessions, one for each action, made when the first call needs it. There are as many as actions.
final class PrincipalSessions: Sendable {
  private let principal: Entity
  private let context: Value.Record
  private let authorizer: Authorizer
  private let sessions = Mutex<[EntityUID: Session]>([:])

  init(_ principal: Entity, context: Value.Record, _ authorizer: Authorizer) {
    self.principal = principal
    self.context = context
    self.authorizer = authorizer
  }

  /// - Throws: `EntityDataError` when the principal would be among its own ancestors.
  subscript(action: EntityUID) -> Session {
    get throws(EntityDataError) {
      if let session = sessions.withLock({ $0[action] }) { return session }
      // Made outside the lock: whoever comes at the same time makes the same.
      let session = try authorizer.session(principal: principal, action: action, context: context)
      sessions.withLock { $0[action] = session }
      return session
    }
  }
}
