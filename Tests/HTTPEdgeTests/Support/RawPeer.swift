import Glibc
import NIOPosix

/// A client that sends exactly the bytes it is given: a blocking socket with a receive timeout, read on a thread of its
/// own so that no task waits behind it.
final class RawPeer: Sendable {
  struct Failure: Error { let reason: String }

  private let descriptor: Int32

  init(port: Int) throws {
    descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var timeout = timeval(tv_sec: 10, tv_usec: 0)
    setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = UInt16(port).bigEndian
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    let result = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    guard result == 0 else { throw Failure(reason: "connect: \(errno)") }
  }

  deinit { Glibc.close(descriptor) }

  func send(_ text: String) throws {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes { Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { throw Failure(reason: "send: \(errno)") }
      bytes = bytes.dropFirst(sent)
    }
  }

  /// Some bytes; empty at the end of the connection.
  func receive() async throws -> [UInt8] {
    try await NIOThreadPool.singleton.runIfActive { try self.receiveBlocking() }
  }

  private func receiveBlocking() throws -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = recv(descriptor, &bytes, bytes.count, 0)
    guard count >= 0 else { throw Failure(reason: "recv: \(errno)") }
    return Array(bytes.prefix(count))
  }

  /// Everything until the server closes.
  func readToEnd() async throws -> String {
    var all: [UInt8] = []
    while true {
      let bytes = try await receive()
      if bytes.isEmpty { return String(decoding: all, as: UTF8.self) }
      all += bytes
    }
  }

  /// Reads until the text ends with `suffix`.
  func read(until suffix: String) async throws -> String {
    var all = ""
    while !all.hasSuffix(suffix) {
      let bytes = try await receive()
      guard !bytes.isEmpty else { throw Failure(reason: "the connection ended after: \(all)") }
      all += String(decoding: bytes, as: UTF8.self)
    }
    return all
  }

  func close() { shutdown(descriptor, Int32(SHUT_RDWR)) }
}
