/// A server's host and port.
package struct RedisEndpoint: Sendable, Hashable, CustomStringConvertible {
  package static let defaultPort = 6379
  package static let defaultSentinelPort = 26_379

  /// A name or a numeric address, an IPv6 address without brackets.
  package let host: String
  package let port: Int

  package init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `host:port`, `[::1]:port` or a host alone; `nil` for anything else.
  package init?(_ text: String, defaultPort: Int = Self.defaultPort) {
    var (host, port): (Substring, Substring?) = (text[...], nil)
    if text.hasPrefix("["), let end = text.lastIndex(of: "]") {
      host = text[text.index(after: text.startIndex)..<end]
      let rest = text[text.index(after: end)...]
      guard rest.isEmpty || rest.hasPrefix(":") else { return nil }
      port = rest.isEmpty ? nil : rest.dropFirst()
      guard host.contains(":") else { return nil }
    } else if let colon = text.lastIndex(of: ":") {
      (host, port) = (text[..<colon], text[text.index(after: colon)...])
      guard !host.contains(":") else { return nil }
    }
    let isFit = { (byte: UInt8) in byte > 0x20 && byte < 0x7F && byte != UInt8(ascii: "/") && byte != UInt8(ascii: "@")
    }
    guard !host.isEmpty, host.utf8.count <= 255, host.utf8.allSatisfy(isFit) else { return nil }
    let number = port.map { $0.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int($0) : nil } ?? defaultPort
    guard let number, (1...65_535).contains(number) else { return nil }
    self.init(host: String(host), port: number)
  }

  package var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}
