import CCurl
import Glibc

/// Carries bytes between a libcurl connection and a socket pair, on a thread of its own, until either side ends.
final class TunnelRunner {
  private static let size = 64 << 10

  private let transfer: CurlTransfer
  private let opened: (Result<Int32, any Error>) -> Void
  private var remote: Int32 = -1
  private var local: Int32 = -1
  private var inbound = Buffer()
  private var outbound = Buffer()

  /// Bytes on their way, and whether more can come.
  private struct Buffer {
    var bytes: [UInt8] = []
    var isOver = false
    var isFull: Bool { !bytes.isEmpty }
  }

  init(_ transfer: CurlTransfer, opened: @escaping (Result<Int32, any Error>) -> Void) {
    self.transfer = transfer
    self.opened = opened
  }

  func run() {
    guard let easy = curl_easy_init() else { fatalError("libcurl does not start") }
    defer {
      curl_easy_cleanup(easy)
      _ = transfer.release()
    }
    do throws(CurlError) {
      try transfer.configure(easy)
      vmcp_curl_setopt_long(easy, CURLOPT_CONNECT_ONLY, 1)
      let code = curl_easy_perform(easy)
      var socket: curl_socket_t = -1
      guard code == CURLE_OK, vmcp_curl_active_socket(easy, &socket) == CURLE_OK, socket >= 0 else {
        throw CurlError(code == CURLE_OK ? CURLE_COULDNT_CONNECT : code, detail: String(cString: transfer.errorText))
      }
      remote = socket
      var ends: [Int32] = [-1, -1]
      let type = Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue)
      guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw CurlError(.connection, "no socket can be made") }
      local = ends[0]
      _ = fcntl(local, F_SETFL, O_NONBLOCK)
      opened(.success(ends[1]))
    } catch {
      return opened(.failure(error))
    }
    while carry(easy) {}
    close(local)
  }

  /// - Returns: `false` once nothing is left to be done.
  private func carry(_ easy: UnsafeMutableRawPointer) -> Bool {
    let moved = [receive(easy), writeLocal(), readLocal(), send(easy)]
    if inbound.isOver, !inbound.isFull { return false }
    if outbound.isOver, !outbound.isFull { return false }
    if !moved.contains(true) { wait() }
    return true
  }

  private func receive(_ easy: UnsafeMutableRawPointer) -> Bool {
    guard !inbound.isFull, !inbound.isOver else { return false }
    var count = 0
    var bytes = [UInt8](repeating: 0, count: Self.size)
    switch curl_easy_recv(easy, &bytes, bytes.count, &count) {
    case CURLE_OK where count > 0: inbound.bytes = Array(bytes[..<count])
    case CURLE_AGAIN: return false
    default: inbound.isOver = true
    }
    return true
  }

  private func writeLocal() -> Bool {
    guard inbound.isFull else { return false }
    let count = Glibc.send(local, inbound.bytes, inbound.bytes.count, Int32(MSG_NOSIGNAL))
    if count > 0 {
      inbound.bytes.removeFirst(count)
    } else if errno == EAGAIN || errno == EINTR {
      return false
    } else {
      (inbound.bytes, inbound.isOver) = ([], true)
    }
    return true
  }

  private func readLocal() -> Bool {
    guard !outbound.isFull, !outbound.isOver else { return false }
    var bytes = [UInt8](repeating: 0, count: Self.size)
    let count = recv(local, &bytes, bytes.count, 0)
    if count > 0 {
      outbound.bytes = Array(bytes[..<count])
    } else if count < 0, errno == EAGAIN || errno == EINTR {
      return false
    } else {
      outbound.isOver = true
    }
    return true
  }

  private func send(_ easy: UnsafeMutableRawPointer) -> Bool {
    guard outbound.isFull else { return false }
    var count = 0
    switch curl_easy_send(easy, outbound.bytes, outbound.bytes.count, &count) {
    case CURLE_OK: outbound.bytes.removeFirst(count)
    case CURLE_AGAIN: return false
    default: (outbound.bytes, outbound.isOver) = ([], true)
    }
    return true
  }

  private func wait() {
    var entries = [
      pollfd(
        fd: remote, events: Int16((inbound.isFull ? 0 : POLLIN) | (outbound.isFull ? POLLOUT : 0)), revents: 0),
      pollfd(fd: local, events: Int16((outbound.isFull ? 0 : POLLIN) | (inbound.isFull ? POLLOUT : 0)), revents: 0),
    ]
    // TLS may have to read before it can write: then no event tells, and a look now and then does.
    poll(&entries, 2, 500)
  }
}
