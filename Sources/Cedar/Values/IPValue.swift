/// Cedar's `ipaddr`: an address with a prefix length. The bits after the prefix are kept.
package struct IPValue: Sendable, Hashable {
  package enum Family: Sendable {
    case v4, v6
    var width: Int { self == .v4 ? 32 : 128 }
  }

  package let family: Family
  package let address: UInt128
  package let prefix: Int

  init(family: Family, address: UInt128, prefix: Int) {
    self.family = family
    self.address = address
    self.prefix = prefix
  }

  /// Reads `address[/prefix]`: four decimal octets, or RFC 4291 hexadecimal groups without a dotted part.
  /// - Returns: `nil` for every other form.
  package init?(_ text: String) {
    guard let value = text.withBytes(IPValue.init) else { return nil }
    self = value
  }

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count <= 43 else { return nil }
    var cursor = ByteCursor(text)
    let family: Family = text.contains(UInt8(ascii: ":")) ? .v6 : .v4
    guard let address = family == .v4 ? Self.v4(&cursor) : Self.v6(&cursor) else { return nil }
    var prefix = family.width
    if cursor.take("/") {
      guard let length = Self.number(&cursor, digits: family == .v4 ? 2 : 3, limit: family.width) else { return nil }
      prefix = length
    }
    guard cursor.isAtEnd else { return nil }
    self.init(family: family, address: address, prefix: prefix)
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
  private static func number(_ cursor: inout ByteCursor, digits most: Int, limit: Int) -> Int? {
    let digits = cursor.digits()
    guard (1...most).contains(digits.count), digits.count == 1 || digits[0] != UInt8(ascii: "0"),
      let value = Digits.signed(digits, negative: false), value <= limit
    else { return nil }
    return Int(value)
  }

  private static func v4(_ cursor: inout ByteCursor) -> UInt128? {
    var address: UInt128 = 0
    for octet in 0..<4 {
      guard octet == 0 || cursor.take("."), let value = number(&cursor, digits: 3, limit: 255) else { return nil }
      address = address << 8 | UInt128(value)
    }
    return address
  }

  /// Eight groups, or fewer with one `::` for at least one group.
  private static func v6(_ cursor: inout ByteCursor) -> UInt128? {
    var before: (value: UInt128, count: Int) = (0, 0)
    var after: (value: UInt128, count: Int)?
    if cursor.take(":") {
      guard cursor.take(":") else { return nil }
      after = (0, 0)
    }
    while let group = cursor.hexadecimalGroup() {
      guard before.count + (after?.count ?? 0) < 8 else { return nil }
      if let tail = after {
        after = (tail.value << 16 | UInt128(group), tail.count + 1)
      } else {
        before = (before.value << 16 | UInt128(group), before.count + 1)
      }
      guard cursor.take(":") else { return join(before, after) }
      if cursor.take(":") {
        guard after == nil else { return nil }
        after = (0, 0)
      } else if cursor.isAtEnd || cursor.next == UInt8(ascii: "/") {
        return nil
      }
    }
    return join(before, after)
  }

  private static func join(_ before: (value: UInt128, count: Int), _ after: (value: UInt128, count: Int)?) -> UInt128? {
    guard let after else { return before.count == 8 ? before.value : nil }
    guard before.count + after.count < 8 else { return nil }
    return before.count == 0 ? after.value : before.value << UInt128(16 * (8 - before.count)) | after.value
  }
}
