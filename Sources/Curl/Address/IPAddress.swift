import Glibc

/// A numeric IPv4 or IPv6 address.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
  /// Four or sixteen bytes in network order.
  package let bytes: [UInt8]

  /// - Parameter text: dotted decimal, or IPv6 without brackets and zone.
  package init?(_ text: String) {
    var v4 = in_addr()
    var v6 = in6_addr()
    if inet_pton(AF_INET, text, &v4) == 1 {
      bytes = withUnsafeBytes(of: &v4) { Array($0) }
    } else if inet_pton(AF_INET6, text, &v6) == 1 {
      bytes = withUnsafeBytes(of: &v6) { Array($0) }
    } else {
      return nil
    }
  }

  /// The address of a socket address; `nil` for other families.
  init?(_ address: UnsafePointer<sockaddr>) {
    let raw = UnsafeRawPointer(address)
    switch Int32(address.pointee.sa_family) {
    case AF_INET: bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in.self).sin_addr) { Array($0) }
    case AF_INET6: bytes = withUnsafeBytes(of: raw.loadUnaligned(as: sockaddr_in6.self).sin6_addr) { Array($0) }
    default: return nil
    }
  }

  private init(v4 bytes: ArraySlice<UInt8>) { self.bytes = Array(bytes) }

  package var description: String {
    var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
    _ = bytes.withUnsafeBytes {
      inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, $0.baseAddress, &text, socklen_t(text.count))
    }
    return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
  }

  /// Whether the address belongs to the public Internet: none of the special-purpose blocks of RFC 6890 and its
  /// successors, not multicast, and for IPv6 forms that carry an IPv4 address (mapped, NAT64, 6to4) that one is public.
  package var isPublic: Bool {
    if bytes.count == 4 { return !Self.special4.contains { $0.contains(bytes) } }
    if Block("::ffff:0:0", 96).contains(bytes) || Block("64:ff9b::", 96).contains(bytes) {
      return IPAddress(v4: bytes[12...]).isPublic
    }
    if Block("2002::", 16).contains(bytes) { return IPAddress(v4: bytes[2..<6]).isPublic }
    // Only 2000::/3 is assigned as global unicast (RFC 4291 section 2.4, IANA registry).
    return Block("2000::", 3).contains(bytes) && !Self.special6.contains { $0.contains(bytes) }
  }

  private static let special4 = [
    Block("0.0.0.0", 8), Block("10.0.0.0", 8), Block("100.64.0.0", 10), Block("127.0.0.0", 8),
    Block("169.254.0.0", 16), Block("172.16.0.0", 12), Block("192.0.0.0", 24), Block("192.0.2.0", 24),
    Block("192.88.99.0", 24), Block("192.168.0.0", 16), Block("198.18.0.0", 15), Block("198.51.100.0", 24),
    Block("203.0.113.0", 24), Block("224.0.0.0", 3),
  ]

  private static let special6 = [Block("2001::", 23), Block("2001:db8::", 32), Block("3fff::", 20)]

  private struct Block {
    let prefix: [UInt8]
    let length: Int

    init(_ text: String, _ length: Int) {
      prefix = IPAddress(text)?.bytes ?? []
      self.length = length
    }

    func contains(_ bytes: [UInt8]) -> Bool {
      guard bytes.count == prefix.count else { return false }
      let whole = length / 8
      guard bytes[..<whole] == prefix[..<whole] else { return false }
      let rest = length % 8
      return rest == 0 || (bytes[whole] ^ prefix[whole]) >> (8 - rest) == 0
    }
  }
}
