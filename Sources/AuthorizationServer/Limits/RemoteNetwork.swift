/// Whom an address belongs to, for limits.
enum RemoteNetwork {
  /// An IPv4 address stands for itself; of an IPv6 one the first 64 bits count, because everybody has the other 64 to
  /// choose from.
  static func key(_ address: String) -> String {
    guard address.contains(":") else { return address }
    // An IPv4 address in IPv6 form: `::ffff:192.0.2.7`.
    if address.contains("."), let last = address.split(separator: ":").last { return String(last) }
    let plain = address.prefix { $0 != "%" }.lowercased()
    let halves = plain.split(separator: "::", maxSplits: 1, omittingEmptySubsequences: false)
    let groups = halves[0].split(separator: ":").map(String.init)
    guard halves.count == 2 else { return groups.prefix(4).joined(separator: ":") }
    let tail = halves[1].split(separator: ":").map(String.init)
    let zeros = Array(repeating: "0", count: max(0, 8 - groups.count - tail.count))
    return (groups + zeros + tail).prefix(4).joined(separator: ":")
  }
}
