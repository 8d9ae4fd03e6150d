/// Cedar's `duration`: milliseconds, either way.
package struct DurationValue: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  private static let units: [(name: [UInt8], milliseconds: Int64)] = [
    (Array("d".utf8), 86_400_000), (Array("h".utf8), 3_600_000), (Array("m".utf8), 60_000), (Array("s".utf8), 1000),
    (Array("ms".utf8), 1),
  ]

  /// Reads `-?` and one or more of `Nd Nh Nm Ns Nms`, in this order.
  /// - Returns: `nil` for every other form and outside 64 bits.
  package init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    let negative = rest.first == UInt8(ascii: "-")
    if negative { rest = rest.dropFirst() }
    guard !rest.isEmpty else { return nil }
    var total: Int64 = 0
    var units = Self.units[...]
    while !rest.isEmpty {
      let digits = rest.prefix { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      rest = rest.dropFirst(name.count)
      guard let value = Digits.signed(digits, negative: negative),
        let unit = units.firstIndex(where: { $0.name.elementsEqual(name) })
      else { return nil }
      let (scaled, first) = value.multipliedReportingOverflow(by: units[unit].milliseconds)
      let (sum, second) = total.addingReportingOverflow(scaled)
      guard !first, !second else { return nil }
      total = sum
      units = units[(unit + 1)...]
    }
    milliseconds = total
  }

  package static func < (left: DurationValue, right: DurationValue) -> Bool { left.milliseconds < right.milliseconds }
}
