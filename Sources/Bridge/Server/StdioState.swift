import MCP

/// What is known of the server and who waits for it. Ids are the bridge's own, so that clients with equal ids do not
/// meet.
struct StdioState {
  enum Phase: Sendable {
    case starting(String)
    /// With the server's answer to `initialize`.
    case ready(initialized: [UInt8], revision: String)
  }

  var phase = Phase.starting("it is starting")
  var connection: (any StdioConnection)?
  /// Grows with every start of the server; sessions belong to one of them.
  private(set) var generation = 0
  private var pending: [Int: PendingRequest] = [:]
  private var ids: [PendingRequest.Origin: Int] = [:]
  private var nextID: Int
  private let limit: Int

  /// - Parameter firstID: random, so that answers to an earlier bridge of the same server are nobody's.
  init(firstID: Int, limit: Int) {
    nextID = firstID
    self.limit = limit
  }

  /// The id of `initialize`, the same until it was answered: a server that starts slowly may get it several times, and
  /// whichever answer comes first counts.
  private var handshake: Int?

  /// - Returns: the id to send it under; `nil` while too many wait.
  mutating func add(_ request: PendingRequest, isHandshake: Bool) -> Int? {
    guard pending.count < limit else { return nil }
    let id = isHandshake ? handshake ?? nextID : nextID
    if id == nextID { nextID += 1 }
    handshake = isHandshake ? id : handshake
    pending[id] = request
    if let origin = request.origin { ids[origin] = id }
    return id
  }

  mutating func take(_ id: Int) -> PendingRequest? {
    guard let request = pending.removeValue(forKey: id) else { return nil }
    if let origin = request.origin, ids[origin] == id { ids[origin] = nil }
    return request
  }

  mutating func answered(_ id: Int) -> PendingRequest? {
    if id == handshake, pending[id] != nil { handshake = nil }
    return take(id)
  }

  func progress(_ id: Int) -> PendingRequest.Progress? { pending[id]?.progress }

  /// The bridge's id of a client's request that waits.
  func id(of origin: PendingRequest.Origin) -> Int? { ids[origin] }

  /// The server is gone: who waited for it, waits in vain.
  mutating func lose(_ reason: String) -> [PendingRequest] {
    phase = .starting(reason)
    connection = nil
    generation += 1
    defer {
      pending = [:]
      ids = [:]
    }
    return Array(pending.values)
  }
}
