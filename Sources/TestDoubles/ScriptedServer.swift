import Glibc
import Synchronization

/// An HTTP/1.1 server that does exactly what a test's script says, byte by byte, wrong things included: a thread for each
/// connection on 127.0.0.1 calls the script for each request.
package final class ScriptedServer: Sendable {
  package typealias Script = @Sendable (ScriptedRequest, ScriptedConnection) -> Void

  package let port: Int
  private let listener: Int32
  private let script: Script
  private let state = Mutex(State())

  private struct State {
    var requests: [ScriptedRequest] = []
    var connections: [Int32] = []
    var acceptedCount = 0
    var isClosed = false
  }

  package init(_ script: @escaping Script) {
    self.script = script
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let listener = listener
    let isListening = withUnsafeMutablePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(listener, $0, length) == 0 && listen(listener, 64) == 0 && getsockname(listener, $0, &length) == 0
      }
    }
    guard isListening else { fatalError("no port for the scripted server: \(errno)") }
    port = Int(UInt16(bigEndian: address.sin_port))
    startThread { [self] in acceptAll() }
  }

  package var url: String { "http://127.0.0.1:\(port)" }

  /// The requests so far, in the order they were complete.
  package var requests: [ScriptedRequest] { state.withLock { $0.requests } }

  /// How many connections were accepted.
  package var connectionCount: Int { state.withLock { $0.acceptedCount } }

  /// Closes the port and cuts all connections.
  package func close() {
    let connections = state.withLock { state in
      defer { state.isClosed = true }
      return state.isClosed ? nil : state.connections
    }
    guard let connections else { return }
    shutdown(listener, Int32(SHUT_RDWR))
    for connection in connections { shutdown(connection, Int32(SHUT_RDWR)) }
  }

  private func acceptAll() {
    while true {
      let descriptor = accept(listener, nil, nil)
      guard descriptor >= 0 else { break }
      let isOpen = state.withLock { state in
        guard !state.isClosed else { return false }
        state.connections.append(descriptor)
        state.acceptedCount += 1
        return true
      }
      guard isOpen else {
        Glibc.close(descriptor)
        break
      }
      startThread { [self] in serve(descriptor) }
    }
    Glibc.close(listener)
  }

  private func serve(_ descriptor: Int32) {
    let connection = ScriptedConnection(descriptor)
    while connection.isOpen, let request = connection.readRequest() {
      state.withLock { $0.requests.append(request) }
      script(request, connection)
    }
    state.withLock { $0.connections.removeAll { $0 == descriptor } }
    connection.release()
  }

  private func startThread(_ body: @escaping @Sendable () -> Void) {
    final class Box: Sendable {
      let body: @Sendable () -> Void
      init(_ body: @escaping @Sendable () -> Void) { self.body = body }
    }
    var thread = pthread_t()
    pthread_create(
      &thread, nil,
      { argument in
        Unmanaged<Box>.fromOpaque(argument!).takeRetainedValue().body()
        return nil
      }, Unmanaged.passRetained(Box(body)).toOpaque())
    pthread_detach(thread)
  }
}
