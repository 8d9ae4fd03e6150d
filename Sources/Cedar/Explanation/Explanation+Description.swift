extension Explanation: CustomStringConvertible {
  /// A line that says the answer, and one for each policy that tells more.
  package var description: String {
    var lines = [answer]
    lines += nearest.map(\.description)
    if fartherCount > 0 {
      lines.append(
        fartherCount == 1 ? "1 other permit is farther away" : "\(fartherCount) other permits are farther away")
    }
    lines += failedForbids.map { "\($0), so that it counts for nothing" }
    if unlistedFailureCount > 0 { lines.append("\(unlistedFailureCount) other forbids failed and count for nothing") }
    return lines.joined(separator: "\n")
  }

  private var answer: String {
    if isAllowed { return "allowed by \(Self.list(determining))" }
    guard !determining.isEmpty else {
      return nearest.isEmpty ? "denied: there is no policy that permits" : "denied: no policy permits it"
    }
    let rest = overridden.isEmpty ? "" : ", though \(Self.list(overridden)) would permit it"
    return "denied by \(Self.list(determining))\(rest)"
  }

  private static func list(_ policies: [PolicyReference]) -> String {
    let shown = policies.prefix(5).map(\.description)
    return shown.joined(separator: ", ") + (policies.count > 5 ? " and \(policies.count - 5) more" : "")
  }
}
