import JSON

/// Resolves a scalar to a value by the rules that Kubernetes' YAML reader applies.
enum YAMLScalar {
  static func value(of text: String, isPlain: Bool, tag: String?) -> JSONValue {
    if tag == "tag:yaml.org,2002:str", !isPlain { return .string(text) }
    guard isPlain else { return .string(text) }
    switch text {
    case "", "~", "null", "Null", "NULL": return .null
    case "true", "True", "TRUE", "yes", "Yes", "YES", "on", "On", "ON": return .bool(true)
    case "false", "False", "FALSE", "no", "No", "NO", "off", "Off", "OFF": return .bool(false)
    default: return number(text) ?? .string(text)
    }
  }

  private static func number(_ text: String) -> JSONValue? {
    guard let first = text.utf8.first, first == 0x2B || first == 0x2D || first == 0x2E || (0x30...0x39).contains(first)
    else { return nil }
    let digits = text.replacing("_", with: "")
    if let value = integer(digits) { return .int(value) }
    guard digits.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
      let value = Double(digits), value.isFinite
    else { return nil }
    return .double(value)
  }

  private static func integer(_ text: String) -> Int? {
    let negative = text.hasPrefix("-")
    let body = negative || text.hasPrefix("+") ? text.dropFirst() : text[...]
    guard let first = body.utf8.first, (0x30...0x39).contains(first) else { return nil }
    let radixes = ["0x": 16, "0o": 8, "0b": 2]
    let magnitude =
      if let radix = radixes[String(body.prefix(2))] {
        Int(body.dropFirst(2), radix: radix)
      } else if body.count > 1, body.hasPrefix("0") {
        Int(body, radix: 8)
      } else {
        Int(body)
      }
    return magnitude.map { negative ? -$0 : $0 }
  }
}
