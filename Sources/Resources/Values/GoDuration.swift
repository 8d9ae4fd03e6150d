/// Durations as Go writes them: `1h30m`, `500ms`, `1.5s`.
package enum GoDuration {
  private static let units: [(name: String, nanoseconds: Double)] = [
    ("ns", 1), ("us", 1e3), ("µs", 1e3), ("ms", 1e6), ("s", 1e9), ("m", 60e9), ("h", 3600e9),
  ]

  /// Whole seconds, rounded up; `nil` for a text that is no duration, or longer than a hundred years.
  package static func seconds(_ text: String) -> Int? {
    guard let nanoseconds = nanoseconds(text) else { return nil }
    let seconds = (nanoseconds / 1e9).rounded(.up)
    return seconds <= 3_153_600_000 ? Int(seconds) : nil
  }

  /// `nil` for a text that is no duration.
  static func nanoseconds(_ text: String) -> Double? {
    guard !text.isEmpty, text.utf8.count <= 64 else { return nil }
    var rest = text[...]
    var total = 0.0
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      guard let number = Double(digits), digits.first != ".", digits.last != "." else { return nil }
      rest = rest.dropFirst(digits.count)
      let name = rest.prefix { !($0.isASCII && $0.isNumber) }
      guard let unit = units.first(where: { $0.name == name }) else { return nil }
      rest = rest.dropFirst(name.count)
      total += number * unit.nanoseconds
    }
    return total
  }
}
