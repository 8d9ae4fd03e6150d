/// Names of Services and what else must be one label of a host name (RFC 1035).
enum DNSLabel {
  /// What is wrong with the name; `nil` for a good one.
  static func problem(_ name: String) -> String? {
    if name.utf8.count > 63 { return "\"\(name)\" is longer than 63 characters" }
    let allowed = name.utf8.allSatisfy {
      (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0)
        || $0 == UInt8(ascii: "-")
    }
    if !allowed || name.hasSuffix("-") || name.isEmpty {
      return "\"\(name)\" is not a host name label: lower-case letters, digits and inner hyphens"
    }
    return nil
  }
}
