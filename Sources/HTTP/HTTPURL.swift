/// An absolute URI with an authority (RFC 3986), taken apart without normalising: each part is as it was written,
/// except that scheme and host are lower-cased.
package struct HTTPURL: Sendable, Hashable, CustomStringConvertible {
  package let scheme: String
  package let userInfo: String?
  /// Lower-cased; an IPv6 literal keeps its brackets.
  package let host: String
  package let port: Int?
  /// With its percent-encoding; empty or starting with `/`.
  package let path: String
  package let query: String?
  package let fragment: String?

  /// `nil` for anything but `scheme://host…` in printable ASCII of at most 8,192 characters.
  package init?(_ text: String) {
    guard text.utf8.count <= 8192, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("\\") else {
      return nil
    }
    guard let colon = text.firstIndex(of: ":"), text[colon...].hasPrefix("://") else { return nil }
    let scheme = text[..<colon].lowercased()
    guard let first = scheme.utf8.first, (0x61...0x7A).contains(first),
      scheme.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) })
    else { return nil }
    var rest = text[text.index(colon, offsetBy: 3)...]
    var fragment: String?
    if let hash = rest.firstIndex(of: "#") {
      fragment = String(rest[rest.index(after: hash)...])
      rest = rest[..<hash]
    }
    var query: String?
    if let mark = rest.firstIndex(of: "?") {
      query = String(rest[rest.index(after: mark)...])
      rest = rest[..<mark]
    }
    let slash = rest.firstIndex(of: "/") ?? rest.endIndex
    guard let authority = Authority(rest[..<slash]) else { return nil }
    self.scheme = scheme
    userInfo = authority.userInfo
    host = authority.host
    port = authority.port
    path = String(rest[slash...])
    self.query = query
    self.fragment = fragment
  }

  /// The port, or the scheme's default; `nil` for other schemes without one.
  package var effectivePort: Int? { port ?? ["http": 80, "https": 443][scheme] }

  /// `scheme://host[:port]`, without a default port.
  package var origin: String {
    let isDefault = port == nil || port == ["http": 80, "https": 443][scheme]
    return scheme + "://" + host + (isDefault ? "" : ":\(port ?? 0)")
  }

  /// Path and query as a request line carries them.
  package var target: String { (path.isEmpty ? "/" : path) + (query.map { "?" + $0 } ?? "") }

  /// 127.0.0.0/8, `[::1]`, `localhost` and names under it.
  package var isLoopback: Bool {
    if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
    let octets = host.split(separator: ".", omittingEmptySubsequences: false)
    return octets.count == 4 && octets[0] == "127"
      && octets.allSatisfy { UInt8($0) != nil && $0.utf8.allSatisfy { (0x30...0x39).contains($0) } }
  }

  package var description: String {
    scheme + "://" + (userInfo.map { $0 + "@" } ?? "") + host + (port.map { ":\($0)" } ?? "") + path
      + (query.map { "?" + $0 } ?? "") + (fragment.map { "#" + $0 } ?? "")
  }

  private struct Authority {
    let userInfo: String?
    let host: String
    let port: Int?

    init?(_ text: Substring) {
      var rest = text
      if let at = rest.lastIndex(of: "@") {
        userInfo = String(rest[..<at])
        rest = rest[rest.index(after: at)...]
      } else {
        userInfo = nil
      }
      let hostEnd: Substring.Index
      if rest.hasPrefix("[") {
        guard let close = rest.firstIndex(of: "]") else { return nil }
        hostEnd = rest.index(after: close)
        let literal = rest[rest.index(after: rest.startIndex)..<close]
        guard !literal.isEmpty, literal.utf8.allSatisfy({ "0123456789abcdefABCDEF:.".utf8.contains($0) }) else {
          return nil
        }
      } else {
        hostEnd = rest.firstIndex(of: ":") ?? rest.endIndex
        guard !rest[..<hostEnd].contains(where: { "[]%<>^|{}\"`".contains($0) }) else { return nil }
      }
      host = rest[..<hostEnd].lowercased()
      guard !host.isEmpty else { return nil }
      let portText = rest[hostEnd...]
      if portText.isEmpty || portText == ":" {
        port = nil
      } else {
        guard portText.first == ":", portText.dropFirst().utf8.allSatisfy({ (0x30...0x39).contains($0) }),
          let value = Int(portText.dropFirst()), (1...65535).contains(value)
        else { return nil }
        port = value
      }
    }
  }
}
