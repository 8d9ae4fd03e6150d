import Synchronization

@testable import AuthorizationServer

final class EventLog: Sendable {
  private let events = Mutex<[AuthorizationEvent]>([])

  var all: [AuthorizationEvent] { events.withLock { $0 } }

  func record(_ event: AuthorizationEvent) { events.withLock { $0.append(event) } }

  func last(_ kind: AuthorizationEvent.Kind) -> AuthorizationEvent? { all.last { $0.kind == kind } }
}
