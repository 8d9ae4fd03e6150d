/// Cedar's `duration`: milliseconds, either way.
package struct DurationValue: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Reads `-?` and one or more of `Nd Nh Nm Ns Nms`, in this order.
  /// - Returns: `nil` for every other form and outside 64 bits.
  package init?(_ text: String) {
    guard let value = text.withBytes(DurationValue.init) else { return nil }
    self = value
  }

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var cursor = ByteCursor(text)
    let negative = cursor.take("-")
    guard !cursor.isAtEnd else { return nil }
    var total: Int64 = 0
    var smallest = Int64.max
    while !cursor.isAtEnd {
      guard let value = Digits.signed(cursor.digits(), negative: negative), let unit = Self.unit(&cursor),
        unit < smallest
      else { return nil }
      let (scaled, first) = value.multipliedReportingOverflow(by: unit)
      let (sum, second) = total.addingReportingOverflow(scaled)
      guard !first, !second else { return nil }
      total = sum
      smallest = unit
    }
    milliseconds = total
  }

  /// The milliseconds of a unit.
  private static func unit(_ cursor: inout ByteCursor) -> Int64? {
    if cursor.take("d") { return 86_400_000 }
    if cursor.take("h") { return 3_600_000 }
    if cursor.take("m") { return cursor.take("s") ? 1 : 60_000 }
    return cursor.take("s") ? 1000 : nil
  }

  package static func < (left: DurationValue, right: DurationValue) -> Bool { left.milliseconds < right.milliseconds }
}
