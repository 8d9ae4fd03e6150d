/// The name-value pairs of a query or of an `application/x-www-form-urlencoded` body, in order.
package struct FormParameters: Sendable, Hashable {
  package struct Parameter: Sendable, Hashable {
    package let name: String
    package let value: String
  }

  package private(set) var parameters: [Parameter]

  package init(_ parameters: [(String, String)] = []) {
    self.parameters = parameters.map { Parameter(name: $0.0, value: $0.1) }
  }

  /// Reads encoded text. `nil` for a broken escape, for text that is not UTF-8, or for more than `limit` pairs.
  package init?(reading text: some StringProtocol, limit: Int = 100) {
    parameters = []
    // Byte by byte: as a `Character`, a separator could hide in a cluster with a mark after it.
    for pair in Substring(text).utf8.split(separator: UInt8(ascii: "&")) {
      let parts = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false).map(
        Substring.init)
      guard parameters.count < limit, let name = PercentEncoding.decode(parts[0], plusIsSpace: true),
        let value = PercentEncoding.decode(parts.count > 1 ? parts[1] : "", plusIsSpace: true)
      else { return nil }
      parameters.append(Parameter(name: name, value: value))
    }
  }

  /// The first value of `name`.
  package subscript(name: String) -> String? { parameters.first { $0.name == name }?.value }

  package func values(_ name: String) -> [String] { parameters.filter { $0.name == name }.map(\.value) }

  /// The names that stand more than once (RFC 6749 section 3.1 allows none of its own parameters twice).
  package var repeatedNames: Set<String> {
    Set(Dictionary(grouping: parameters, by: \.name).filter { $1.count > 1 }.keys)
  }

  package mutating func add(_ name: String, _ value: String) {
    parameters.append(Parameter(name: name, value: value))
  }

  /// The pairs encoded for a query or a form body.
  package var encoded: String {
    parameters.map { PercentEncoding.encode($0.name) + "=" + PercentEncoding.encode($0.value) }.joined(separator: "&")
  }
}
