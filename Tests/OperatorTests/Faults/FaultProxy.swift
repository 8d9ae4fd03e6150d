import Glibc
import Synchronization
import TestDoubles

/// Stands between an operator and its API server and does to their exchanges what a test asks for.
final class FaultProxy: Sendable {
  enum Fault: Sendable {
    /// Answers in the server's place.
    case respond(Int, fields: [String] = [], body: String = "")
    /// Passes the answer on up to this many bytes of what follows the response's first line that contains the text, then
    /// cuts the connection.
    case cutAfter(String, bytes: Int)
    /// Passes the request on after a while.
    case delay(milliseconds: Int)
    /// Passes the request on and keeps the answer to itself: it was done, and nobody hears.
    case swallowAnswer
  }

  private struct Rule {
    var left: Int
    let matches: @Sendable (ScriptedRequest) -> Bool
    let fault: Fault
  }

  private final class State: Sendable {
    let rules = Mutex<[Rule]>([])
    let isDown = Atomic(false)
    let connections = Mutex<[Int: ScriptedConnection]>([:])
    let hits = Atomic(0)
    let next = Atomic(0)
  }

  private let server: ScriptedServer
  private let state: State

  /// - Parameter port: the API server's on 127.0.0.1.
  init(port: Int) {
    let state = State()
    self.state = state
    server = ScriptedServer { request, connection in
      let identifier = state.next.wrappingAdd(1, ordering: .relaxed).newValue
      state.connections.withLock { $0[identifier] = connection }
      defer { _ = state.connections.withLock { $0.removeValue(forKey: identifier) } }
      guard !state.isDown.load(ordering: .acquiring) else { return connection.cut() }
      Self.serve(request, connection, port, Self.fault(for: request, state))
    }
  }

  var url: String { server.url }
  var requests: [ScriptedRequest] { server.requests }
  /// How often a fault came about.
  var hits: Int { state.hits.load(ordering: .acquiring) }

  func close() { server.close() }

  /// Does something to the next requests that match.
  func inject(_ fault: Fault, times: Int = 1, where matches: @escaping @Sendable (ScriptedRequest) -> Bool) {
    state.rules.withLock { $0.append(Rule(left: times, matches: matches, fault: fault)) }
  }

  /// As if the API server were killed: everything under way is cut, and nothing new is answered.
  func takeDown() {
    state.isDown.store(true, ordering: .releasing)
    cutAll()
  }

  func bringUp() { state.isDown.store(false, ordering: .releasing) }

  /// Cuts all exchanges that are under way, watches first of all.
  func cutAll() {
    for connection in state.connections.withLock({ Array($0.values) }) { connection.cut() }
  }

  private static func fault(for request: ScriptedRequest, _ state: State) -> Fault? {
    state.rules.withLock { rules in
      guard let index = rules.firstIndex(where: { $0.left > 0 && $0.matches(request) }) else { return nil }
      rules[index].left -= 1
      state.hits.wrappingAdd(1, ordering: .releasing)
      return rules[index].fault
    }
  }

  private static func serve(
    _ request: ScriptedRequest, _ connection: ScriptedConnection, _ port: Int, _ fault: Fault?
  ) {
    switch fault {
    case .respond(let status, let fields, let body): return connection.respond(status, body, fields: fields)
    case .delay(let milliseconds): usleep(UInt32(milliseconds) * 1000)
    default: break
    }
    guard let upstream = Upstream(port: port) else { return connection.cut() }
    defer { upstream.close() }
    let fields = request.fields.filter { $0.name.lowercased() != "connection" } + [("Connection", "close")]
    let head =
      "\(request.method) \(request.target) HTTP/1.1\r\n" + fields.map { "\($0.name): \($0.value)\r\n" }.joined()
    upstream.send(Array((head + "\r\n").utf8) + request.body)
    var filter = CutFilter(fault)
    while connection.isOpen, let bytes = upstream.receive(until: connection) {
      if case .swallowAnswer = fault { continue }
      let (kept, isCut) = filter.take(bytes)
      guard connection.write(bytes: kept), !isCut else { break }
    }
    connection.cut()
  }
}

/// Finds the place at which an answer is cut.
private struct CutFilter {
  private let marker: [UInt8]?
  private var left: Int
  private var seen: [UInt8] = []
  private var hasFound = false

  init(_ fault: FaultProxy.Fault?) {
    guard case .cutAfter(let text, let bytes) = fault else {
      (marker, left) = (nil, 0)
      return
    }
    (marker, left) = (Array(text.utf8), bytes)
  }

  mutating func take(_ bytes: [UInt8]) -> (kept: [UInt8], isCut: Bool) {
    guard let marker else { return (bytes, false) }
    if hasFound {
      let kept = Array(bytes.prefix(left))
      left -= kept.count
      return (kept, left == 0)
    }
    let before = seen.count
    seen += bytes
    guard let start = (0..<max(0, seen.count - marker.count + 1)).first(where: { seen[$0...].starts(with: marker) })
    else { return (bytes, false) }
    hasFound = true
    let end = min(seen.count, start + marker.count + left)
    left -= end - start - marker.count
    return (Array(seen[min(before, end)..<end]), left == 0)
  }
}

/// A connection to the API server, on the script's thread.
private struct Upstream {
  private let descriptor: Int32

  init?(port: Int) {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    address.sin_port = UInt16(port).bigEndian
    let descriptor = descriptor
    let isConnected = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size)) == 0
      }
    }
    guard isConnected else {
      Glibc.close(descriptor)
      return nil
    }
  }

  func send(_ bytes: [UInt8]) {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard count > 0 else { return }
      rest = rest.dropFirst(count)
    }
  }

  /// - Returns: `nil` when the server is done, or the client's connection was cut.
  func receive(until connection: ScriptedConnection) -> [UInt8]? {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while connection.isOpen, poll(&entry, 1, 50) == 0 {}
    guard connection.isOpen else { return nil }
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? Array(buffer[..<count]) : nil
  }

  func close() { Glibc.close(descriptor) }
}
