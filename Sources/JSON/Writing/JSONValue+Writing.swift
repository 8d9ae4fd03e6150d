extension JSONValue {
  package struct Style: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }
    /// Two-space indentation, one member a line.
    package static let pretty = Style(rawValue: 1)
    /// Members in the order of their keys' bytes: equal values have equal texts.
    package static let sorted = Style(rawValue: 2)
  }

  /// The value as JSON text in UTF-8.
  package func bytes(_ style: Style = []) -> [UInt8] {
    var writer = JSONWriter(style: style)
    writer.write(self, indent: 0)
    return writer.output
  }

  package func text(_ style: Style = []) -> String { String(decoding: bytes(style), as: UTF8.self) }
}

extension JSONValue: CustomStringConvertible {
  package var description: String { text() }
}
