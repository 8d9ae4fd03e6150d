import JSON

/// Writes values in YAML's block style, members in the order they have: equal values have equal texts.
package struct YAMLWriter {
  private var output = ""

  private init() {}

  /// One document, with a line break at its end.
  package static func text(_ value: JSONValue) -> String {
    var writer = YAMLWriter()
    switch value {
    case .object(let object) where !object.isEmpty: writer.mapping(object, indent: 0, startsLine: true)
    case .array(let array) where !array.isEmpty: writer.sequence(array, indent: 0)
    default: writer.output += writer.scalar(value, indent: 0) + "\n"
    }
    return writer.output
  }

  /// Several documents, each after a line of three dashes.
  package static func text(documents: [JSONValue]) -> String {
    documents.map { "---\n" + text($0) }.joined()
  }

  private mutating func mapping(_ object: JSONObject, indent: Int, startsLine: Bool) {
    for (position, member) in object.enumerated() {
      if position > 0 || startsLine { pad(indent) }
      output += string(member.key) + ":"
      nested(member.value, indent: indent)
    }
  }

  private mutating func nested(_ value: JSONValue, indent: Int) {
    switch value {
    case .object(let object) where !object.isEmpty:
      output += "\n"
      mapping(object, indent: indent + 2, startsLine: true)
    case .array(let array) where !array.isEmpty:
      output += "\n"
      sequence(array, indent: indent)
    default:
      output += " " + scalar(value, indent: indent + 2) + "\n"
    }
  }

  private mutating func sequence(_ array: [JSONValue], indent: Int) {
    for element in array {
      pad(indent)
      output += "-"
      switch element {
      case .object(let object) where !object.isEmpty:
        output += " "
        mapping(object, indent: indent + 2, startsLine: false)
      case .array(let array) where !array.isEmpty:
        output += "\n"
        sequence(array, indent: indent + 2)
      default:
        output += " " + scalar(element, indent: indent + 2) + "\n"
      }
    }
  }

  private mutating func pad(_ indent: Int) { output += String(repeating: " ", count: indent) }

  private func scalar(_ value: JSONValue, indent: Int) -> String {
    switch value {
    case .string(let text): literal(text, indent: indent) ?? string(text)
    case .object: "{}"
    case .array: "[]"
    default: value.text()
    }
  }

  /// Text of several lines as a literal block; `nil` where a block could not hold it exactly.
  private func literal(_ text: String, indent: Int) -> String? {
    let body = text.hasSuffix("\n") ? text.dropLast() : text[...]
    guard body.contains("\n"), !body.hasSuffix("\n"), !body.hasPrefix(" "), !body.hasPrefix("\n"),
      body.unicodeScalars.allSatisfy({ $0 == "\n" || ($0.value >= 0x20 && $0.value < 0x7F) })
    else { return nil }
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    let padding = String(repeating: " ", count: indent)
    return (text.hasSuffix("\n") ? "|" : "|-") + lines.map { $0.isEmpty ? "\n" : "\n" + padding + $0 }.joined()
  }

  /// Plain where every reader of YAML takes it for the same string; otherwise in double quotes, as in JSON.
  private func string(_ text: String) -> String { isPlain(text) ? text : JSONValue.string(text).text() }

  private func isPlain(_ text: String) -> Bool {
    guard let first = text.utf8.first, isLetter(first) || first == UInt8(ascii: "/"),
      text.utf8.last != UInt8(ascii: " "), text.utf8.last != UInt8(ascii: ":"), !text.contains(": "),
      !text.contains(" #"),
      text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F }),
      YAMLScalar.value(of: text, isPlain: true, tag: nil) == .string(text)
    else { return false }
    return !["y", "n", ".inf", ".nan"].contains(text.lowercased())
  }

  private func isLetter(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte & 0xDF) }
}
