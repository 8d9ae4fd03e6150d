import HTTP

/// The `Cookie` fields of a request (RFC 6265 section 5.4).
enum CookieHeader {
  /// The values of a name. More than one means that somebody else set one as well.
  static func values(_ name: String, in headers: HTTPHeaders) -> [String] {
    headers.values("Cookie").flatMap { $0.split(separator: ";").prefix(100) }.compactMap { pair in
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0].drop(while: { $0 == " " }) == name else { return nil }
      return String(parts[1])
    }
  }
}
