/// Kubernetes quantities: `500m`, `1.5Gi`, `1e3`.
package enum Quantity {
  private static let suffixes: Set<String> = [
    "", "n", "u", "m", "k", "M", "G", "T", "P", "E", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei",
  ]

  /// Whether the API server would read it.
  package static func isValid(_ text: String) -> Bool {
    guard text.utf8.count <= 64 else { return false }
    let unsigned = text.hasPrefix("+") || text.hasPrefix("-") ? text.dropFirst() : text[...]
    let number = unsigned.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    guard number.contains(where: \.isNumber), number.count(where: { $0 == "." }) <= 1 else { return false }
    let suffix = unsigned.dropFirst(number.count)
    if suffixes.contains(String(suffix)) { return true }
    guard suffix.first == "e" || suffix.first == "E" else { return false }
    return Int(suffix.dropFirst()) != nil
  }
}
