import JSON

/// The identifier of a request: a string or an integer (MCP base protocol, "Requests"), kept as it was written so that
/// the answer carries the very same bytes.
package struct JSONRPCID: Sendable, Hashable {
  package static let maximumBytes = 1024

  package let bytes: [UInt8]

  /// - Parameter value: checked JSON text.
  /// - Returns: `nil` for `null`, a fraction, an exponent, any other kind, or more than `maximumBytes`.
  package init?(_ value: some Collection<UInt8>) {
    guard let first = value.first, value.count <= Self.maximumBytes else { return nil }
    let isInteger =
      (first == UInt8(ascii: "-") || 0x30...0x39 ~= first) && value.dropFirst().allSatisfy { 0x30...0x39 ~= $0 }
    guard isInteger || first == UInt8(ascii: "\"") else { return nil }
    bytes = Array(value)
  }

  package init(_ number: Int) { bytes = Array("\(number)".utf8) }
}
