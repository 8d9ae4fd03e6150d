import Synchronization

/// The id that a request was sent under, and the clock that runs for it.
final class RequestTicket: Sendable {
  private struct State {
    var id: Int?
    var expiry: Task<Void, Never>?
    var isClosed = false
  }

  private let state = Mutex(State())

  var id: Int? { state.withLock(\.id) }

  func open(_ id: Int, expiry: Task<Void, Never>) {
    let isLate = state.withLock { state in
      state.id = id
      state.expiry = expiry
      return state.isClosed
    }
    if isLate { expiry.cancel() }
  }

  func close() {
    let expiry = state.withLock { state in
      state.isClosed = true
      return state.expiry
    }
    expiry?.cancel()
  }
}
