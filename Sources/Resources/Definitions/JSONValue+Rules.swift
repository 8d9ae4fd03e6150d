import JSON

/// What rules ask of a value.
extension JSONValue {
  /// Whether the member is there; `null` counts as absent.
  func has(_ name: String) -> Bool { self[name].map { !$0.isNull } ?? false }

  /// Whether the member is a text, list or object with something in it.
  func hasContent(_ name: String) -> Bool {
    switch self[name] {
    case .string(let text): !text.isEmpty
    case .array(let elements): !elements.isEmpty
    case .object(let members): !members.isEmpty
    default: false
    }
  }

  func isTrue(_ name: String) -> Bool { self[name] == true }

  func text(of name: String) -> String { self[name]?.stringValue ?? "" }

  func list(_ name: String) -> [JSONValue] { self[name]?.arrayValue ?? [] }
}
