/// Writes JSON text; what it writes, `JSONReader` reads back to an equal value.
struct JSONWriter {
  let style: JSONValue.Style
  var output: [UInt8] = []

  init(style: JSONValue.Style) { self.style = style }

  mutating func write(_ value: JSONValue, indent: Int) {
    switch value {
    case .null: put("null")
    case .bool(let value): put(value ? "true" : "false")
    case .int(let value): put("\(value)")
    case .double(let value): put(value.isFinite ? "\(value)" : "null")
    case .string(let value): string(value)
    case .array(let elements):
      list("[", "]", elements, indent) { writer, element in writer.write(element, indent: indent + 1) }
    case .object(let object):
      let members =
        style.contains(.sorted)
        ? object.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) } : Array(object)
      list("{", "}", members, indent) { writer, member in
        writer.string(member.key)
        writer.put(writer.style.contains(.pretty) ? ": " : ":")
        writer.write(member.value, indent: indent + 1)
      }
    }
  }

  private mutating func list<Element>(
    _ open: String, _ close: String, _ elements: [Element], _ indent: Int, _ body: (inout JSONWriter, Element) -> Void
  ) {
    put(open)
    for (position, element) in elements.enumerated() {
      if position > 0 { put(",") }
      newline(indent + 1)
      body(&self, element)
    }
    if !elements.isEmpty { newline(indent) }
    put(close)
  }

  private mutating func newline(_ indent: Int) {
    guard style.contains(.pretty) else { return }
    output.append(0x0A)
    output.append(contentsOf: repeatElement(0x20, count: indent * 2))
  }

  private mutating func put(_ text: String) { output.append(contentsOf: text.utf8) }

  private mutating func string(_ text: String) {
    output.append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): put("\\\"")
      case UInt8(ascii: "\\"): put("\\\\")
      case 0x0A: put("\\n")
      case 0x0D: put("\\r")
      case 0x09: put("\\t")
      case 0..<0x20:
        let digits = String(byte, radix: 16)
        put("\\u" + String(repeating: "0", count: 4 - digits.count) + digits)
      default: output.append(byte)
      }
    }
    output.append(UInt8(ascii: "\""))
  }
}
