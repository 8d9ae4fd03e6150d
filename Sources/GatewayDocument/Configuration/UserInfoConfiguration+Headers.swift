extension UserInfoConfiguration {
  /// Header fields that are the gateway's or the connection's own.
  private static let reserved: Set<String> = [
    "authorization", "host", "content-length", "transfer-encoding", "connection", "cookie", "expect", "upgrade",
  ]

  /// What is wrong with the headers; `nil` for good ones.
  package var headerProblem: String? {
    for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
      let isName = !name.isEmpty && name.utf8.allSatisfy { Self.isTokenByte($0) }
      guard isName, !Self.reserved.contains(name.lowercased()) else { return "\"\(name.prefix(64))\" cannot be set" }
      guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
        return "the value of \"\(name)\" is not printable ASCII"
      }
    }
    return nil
  }

  /// RFC 9110 section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}
