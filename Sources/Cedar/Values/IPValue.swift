/// Cedar's `ipaddr`: an address with a prefix length. The bits after the prefix are kept.
package struct IPValue: Sendable, Hashable {
  package enum Family: Sendable {
    case v4, v6
    var width: Int { self == .v4 ? 32 : 128 }
  }

  package let family: Family
  package let address: UInt128
  package let prefix: Int

  /// Reads `address[/prefix]`: four decimal octets, or RFC 4291 hexadecimal groups without a dotted part.
  /// - Returns: `nil` for every other form.
  package init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard bytes.count <= 43 else { return nil }
    let parts = bytes.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
    if let address = Self.v4(parts[0]) {
      family = .v4
      self.address = address
    } else if let address = Self.v6(parts[0]) {
      family = .v6
      self.address = address
    } else {
      return nil
    }
    guard parts.count == 2 else {
      prefix = family.width
      return
    }
    guard let prefix = Self.number(parts[1], digits: family == .v4 ? 2 : 3, limit: family.width) else { return nil }
    self.prefix = prefix
  }

  package var isLoopback: Bool {
    switch family {
    case .v4: prefix >= 8 && address >> 24 == 127
    case .v6: prefix == 128 && address == 1
    }
  }

  package var isMulticast: Bool {
    switch family {
    case .v4: prefix >= 4 && address >> 28 == 0xE
    case .v6: prefix >= 8 && address >> 120 == 0xFF
    }
  }

  /// Whether every address of this range lies in `range`.
  package func isInRange(_ range: IPValue) -> Bool {
    guard family == range.family, prefix >= range.prefix else { return false }
    let hostBits = family.width - range.prefix
    return hostBits == 128 || address >> hostBits == range.address >> hostBits
  }

  /// A decimal number without a sign or leading zeros.
  private static func number(_ text: ArraySlice<UInt8>, digits: Int, limit: Int) -> Int? {
    guard (1...digits).contains(text.count), text.count == 1 || text.first != UInt8(ascii: "0"),
      let value = Digits.signed(text, negative: false), value <= limit
    else { return nil }
    return Int(value)
  }

  private static func v4(_ text: ArraySlice<UInt8>) -> UInt128? {
    let octets = text.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard octets.count == 4 else { return nil }
    var address: UInt128 = 0
    for octet in octets {
      guard let value = number(octet, digits: 3, limit: 255) else { return nil }
      address = address << 8 | UInt128(value)
    }
    return address
  }

  private static func v6(_ text: ArraySlice<UInt8>) -> UInt128? {
    let colon = UInt8(ascii: ":")
    guard let gap = text.indices.dropLast().first(where: { text[$0] == colon && text[$0 + 1] == colon }) else {
      return groups(text).flatMap { $0.count == 8 ? join($0) : nil }
    }
    guard let before = groups(text[..<gap]), let after = groups(text[(gap + 2)...]),
      before.count + after.count < 8
    else { return nil }
    return join(before + Array(repeating: 0, count: 8 - before.count - after.count) + after)
  }

  /// Groups of one to four hexadecimal digits; none for an empty text.
  private static func groups(_ text: ArraySlice<UInt8>) -> [UInt128]? {
    guard !text.isEmpty else { return [] }
    var groups: [UInt128] = []
    for group in text.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false) {
      guard (1...4).contains(group.count), group.allSatisfy({ Character(Unicode.Scalar($0)).isHexDigit }),
        let value = UInt128(String(decoding: group, as: UTF8.self), radix: 16)
      else { return nil }
      groups.append(value)
    }
    return groups
  }

  private static func join(_ groups: [UInt128]) -> UInt128 { groups.reduce(0) { $0 << 16 | $1 } }
}
