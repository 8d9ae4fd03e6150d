import JSON

/// A short notation for the schemas of the built-in kinds, read into OpenAPI v3.
///
///     Port { name containerPort:int! protocol:(TCP|UDP|SCTP)=TCP }
///     PodSpec { containers:[name]Container! nodeSelector:{!}string tolerations:[]any hostNetwork:bool }
///
/// A field is `name`, `:` and its type (`string` when left out), `!` when it is required, `=value` for a default in JSON or
/// as a bare word. Types: `string int int64 number bool time bytes intstr any`, `(A|B)`, `{}T` a map, `{!}T` a map merged as a
/// whole, `[]T` a list merged as a whole, `[=]T` a set, `[key,…]T` a list merged by keys. A type name followed by
/// `atomic` is merged as a whole; one followed by `open` may have members that are not named.
struct SchemaNotation {
  private var declarations: [String: (flags: Set<String>, fields: [Substring])] = [:]

  /// - Parameter text: the declarations. It is part of the program: a mistake in it ends the process.
  init(_ text: String) {
    for block in text.split(separator: "}\n") {
      let sides = block.split(separator: " {", maxSplits: 1)
      let words = sides[0].split(whereSeparator: \.isWhitespace)
      guard let name = words.first else { continue }
      let fields = sides.count > 1 ? sides[1].split(whereSeparator: \.isWhitespace) : []
      declarations[String(name)] = (Set(words.dropFirst().map(String.init)), fields)
    }
  }

  /// The OpenAPI v3 schema of a declared type, with every reference written out.
  func openAPI(_ name: String) -> JSONValue {
    guard let declaration = declarations[name] else { preconditionFailure("no type \(name) in the notation") }
    var properties = JSONObject()
    var required: [JSONValue] = []
    for field in declaration.fields {
      let colon = field.firstIndex { $0 == ":" || $0 == "=" } ?? field.endIndex
      var name = String(field[..<colon])
      let hasType = colon != field.endIndex && field[colon] == ":"
      var type = hasType ? field[field.index(after: colon)...] : "string" + field[colon...]
      var initial: JSONValue?
      if let equals = Self.defaultSign(type) {
        let text = String(type[type.index(after: equals)...])
        initial = (try? JSONValue(reading: text)) ?? .string(text)
        type = type[..<equals]
      }
      if type.hasSuffix("!") {
        type = type.dropLast()
        required.append(.string(name))
      } else if name.hasSuffix("!") {
        name.removeLast()
        required.append(.string(name))
      }
      var schema = self.schema(type)
      if let initial { schema["default"] = initial }
      properties[name] = schema
    }
    var result: JSONValue = ["type": "object"]
    if !properties.isEmpty { result["properties"] = .object(properties) }
    if !required.isEmpty { result["required"] = .array(required) }
    if declaration.flags.contains("atomic") { result["x-kubernetes-map-type"] = "atomic" }
    if declaration.flags.contains("open") { result["x-kubernetes-preserve-unknown-fields"] = true }
    return result
  }

  /// The `=` of a default: not one inside brackets.
  private static func defaultSign(_ type: Substring) -> Substring.Index? {
    let start = type.lastIndex(of: "]") ?? type.startIndex
    return type[start...].firstIndex(of: "=")
  }

  private func schema(_ type: Substring) -> JSONValue {
    if type.hasPrefix("(") {
      return [
        "type": "string", "enum": .array(type.dropFirst().dropLast().split(separator: "|").map { .string(String($0)) }),
      ]
    }
    if type.hasPrefix("{}") { return ["type": "object", "additionalProperties": schema(type.dropFirst(2))] }
    if type.hasPrefix("{!}") {
      return [
        "type": "object", "additionalProperties": schema(type.dropFirst(3)), "x-kubernetes-map-type": "atomic",
      ]
    }
    if type.hasPrefix("["), let close = type.firstIndex(of: "]") { return list(type, close) }
    switch type {
    case "string": return ["type": "string"]
    case "int": return ["type": "integer", "format": "int32"]
    case "int64": return ["type": "integer", "format": "int64"]
    case "number": return ["type": "number"]
    case "bool": return ["type": "boolean"]
    case "time": return ["type": "string", "format": "date-time", "nullable": true]
    case "bytes": return ["type": "string", "format": "byte"]
    case "intstr": return ["x-kubernetes-int-or-string": true, "anyOf": [["type": "integer"], ["type": "string"]]]
    case "any": return ["x-kubernetes-preserve-unknown-fields": true]
    default: return openAPI(String(type))
    }
  }

  private func list(_ type: Substring, _ close: Substring.Index) -> JSONValue {
    let keys = type[type.index(after: type.startIndex)..<close]
    var result: JSONValue = ["type": "array", "items": schema(type[type.index(after: close)...])]
    switch keys {
    case "": result["x-kubernetes-list-type"] = "atomic"
    case "=": result["x-kubernetes-list-type"] = "set"
    default:
      result["x-kubernetes-list-type"] = "map"
      result["x-kubernetes-list-map-keys"] = .array(keys.split(separator: ",").map { .string(String($0)) })
    }
    return result
  }
}
