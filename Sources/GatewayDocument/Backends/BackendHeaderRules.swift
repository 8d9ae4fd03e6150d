/// Which header fields may go to backends beside the gateway's own, and with which values.
package enum BackendHeaderRules {
  package static let longestName = 255
  package static let longestValue = 16_384

  /// Of the connection, of the message, or of where a request came from.
  private static let restricted: Set<String> = [
    "host", "connection", "keep-alive", "te", "trailer", "upgrade", "http2-settings", "proxy-authorization",
    "proxy-authenticate", "proxy-connection", "transfer-encoding", "content-length", "content-encoding", "expect",
    "content-type", "accept", "accept-encoding", "user-agent", "forwarded", "via", "x-real-ip", "last-event-id",
  ]
  private static let restrictedPrefixes = ["x-forwarded-", "mcp-", "proxy-", "sec-"]

  /// The client's credentials, and what servers answer with: never copied from one side to the other.
  private static let credentials: Set<String> = [
    "authorization", "cookie", "cookie2", "set-cookie", "set-cookie2", "www-authenticate", "authentication-info",
    "dpop", "x-amz-security-token", "x-amz-date", "x-amz-content-sha256",
  ]

  /// Why the gateway must not set a field of this name; `nil` where it may.
  package static func problem(_ name: String) -> String? {
    guard isToken(name), name.utf8.count <= longestName else {
      return "\"\(printable(name))\" is not the name of a header"
    }
    let lower = name.lowercased()
    guard !restricted.contains(lower), !restrictedPrefixes.contains(where: lower.hasPrefix) else {
      return "\"\(name)\" is a restricted header and cannot be forwarded"
    }
    return nil
  }

  /// Why a client's field of this name must not go to backends; `nil` where it may.
  package static func passthroughProblem(_ name: String) -> String? {
    if let problem = problem(name) { return problem }
    return credentials.contains(name.lowercased())
      ? "\"\(name)\" is a restricted header and cannot be forwarded" : nil
  }

  /// What is wrong with a value, without repeating it; `nil` for a good one. Line breaks would begin another field.
  package static func valueProblem(_ value: some Collection<UInt8>) -> String? {
    if value.isEmpty { return "is empty" }
    if value.count > longestValue { return "is longer than \(longestValue) bytes" }
    guard value.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
      return "has line breaks or other control characters, which a header cannot carry"
    }
    return nil
  }

  /// A token of RFC 9110 section 5.6.2.
  private static func isToken(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
      }
  }

  private static func printable(_ text: String) -> String {
    String(text.unicodeScalars.prefix(64).map { (0x20...0x7E).contains($0.value) ? Character($0) : "?" })
  }
}
