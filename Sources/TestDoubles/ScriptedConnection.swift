import Glibc
import Synchronization

/// One connection of a `ScriptedServer`, used by its script.
package final class ScriptedConnection: Sendable {
  private let descriptor: Int32
  private let isClosed = Atomic(false)

  init(_ descriptor: Int32) { self.descriptor = descriptor }

  package var isOpen: Bool { !isClosed.load(ordering: .acquiring) }

  /// - Returns: `false` when the peer is gone.
  @discardableResult
  package func write(_ text: String) -> Bool { write(bytes: Array(text.utf8)) }

  /// - Returns: `false` when the peer is gone.
  @discardableResult
  package func write(bytes all: [UInt8]) -> Bool {
    var bytes = all[...]
    while !bytes.isEmpty {
      let sent = bytes.withUnsafeBytes { send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
      guard sent > 0 else { return false }
      bytes = bytes.dropFirst(sent)
    }
    return true
  }

  /// A complete response with a length.
  package func respond(_ status: Int = 200, _ body: String = "", fields: [String] = []) {
    let lines = ["HTTP/1.1 \(status) Scripted", "Content-Length: \(body.utf8.count)"] + fields
    write(lines.joined(separator: "\r\n") + "\r\n\r\n" + body)
  }

  /// The head of a chunked response.
  package func startChunks(_ status: Int = 200, fields: [String] = []) {
    let lines = ["HTTP/1.1 \(status) Scripted", "Transfer-Encoding: chunked"] + fields
    write(lines.joined(separator: "\r\n") + "\r\n\r\n")
  }

  @discardableResult
  package func chunk(_ text: String) -> Bool {
    write(String(text.utf8.count, radix: 16) + "\r\n" + text + "\r\n")
  }

  package func endChunks() { write("0\r\n\r\n") }

  /// Closes without another byte, in the middle of whatever was being sent.
  package func cut() {
    isClosed.store(true, ordering: .releasing)
    shutdown(descriptor, Int32(SHUT_RDWR))
  }

  /// Returns when the peer has closed its side or sent more.
  package func waitForPeer() {
    var entry = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
    while poll(&entry, 1, -1) < 0, errno == EINTR {}
  }

  func release() {
    isClosed.store(true, ordering: .releasing)
    close(descriptor)
  }

  func readRequest() -> ScriptedRequest? {
    var bytes: [UInt8] = []
    var headEnd: Int?
    while headEnd == nil {
      guard let more = read() else { return nil }
      bytes += more
      headEnd = (0..<max(0, bytes.count - 3)).first { bytes[$0..<($0 + 4)].elementsEqual([13, 10, 13, 10]) }
    }
    let lines = String(decoding: bytes[..<(headEnd ?? 0)], as: UTF8.self).split(separator: "\r\n")
    let words = lines.first?.split(separator: " ") ?? []
    guard words.count == 3 else { return nil }
    let fields = lines.dropFirst().map { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return (name: String(parts[0]), value: parts.count > 1 ? String(parts[1].drop { $0 == " " }) : "")
    }
    let length = fields.first { $0.name.lowercased() == "content-length" }.flatMap { Int($0.value) } ?? 0
    var body = Array(bytes[((headEnd ?? 0) + 4)...])
    while body.count < length {
      guard let more = read() else { return nil }
      body += more
    }
    return ScriptedRequest(method: String(words[0]), target: String(words[1]), fields: fields, body: body)
  }

  private func read() -> ArraySlice<UInt8>? {
    var buffer = [UInt8](repeating: 0, count: 65536)
    let count = recv(descriptor, &buffer, buffer.count, 0)
    return count > 0 ? buffer[..<count] : nil
  }
}
