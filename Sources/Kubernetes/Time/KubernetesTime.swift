import FoundationEssentials

/// The texts of `metav1.Time` (whole seconds) and `metav1.MicroTime`, both RFC 3339 in UTC.
package enum KubernetesTime {
  /// `2026-07-28T09:30:00Z`.
  package static func text(_ date: Date) -> String {
    Date(timeIntervalSince1970: date.timeIntervalSince1970.rounded(.down)).formatted(.iso8601)
  }

  /// `2026-07-28T09:30:00.123456Z`.
  package static func microText(_ date: Date) -> String {
    let microseconds = Int((date.timeIntervalSince1970 * 1_000_000).rounded())
    let fraction = microseconds - microseconds / 1_000_000 * 1_000_000
    let digits = String(fraction)
    let padding = String(repeating: "0", count: max(0, 6 - digits.count))
    let seconds = Date(timeIntervalSince1970: Double(microseconds / 1_000_000)).formatted(.iso8601)
    return seconds.dropLast() + "." + padding + digits + "Z"
  }

  /// Reads either form, with any number of fraction digits and any offset.
  package static func date(_ text: String) -> Date? {
    guard let dot = text.firstIndex(of: ".") else { return try? Date(text, strategy: .iso8601) }
    let rest = text[text.index(after: dot)...]
    let digits = rest.prefix { $0.isASCII && $0.isNumber }
    guard !digits.isEmpty, digits.count <= 9, let fraction = Double("0." + digits),
      let whole = try? Date(String(text[..<dot] + rest[digits.endIndex...]), strategy: .iso8601)
    else { return nil }
    return whole.addingTimeInterval(fraction)
  }
}
