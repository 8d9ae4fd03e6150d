/// A JSON value as it was written: numbers keep their spelling, objects keep duplicate members, and everything knows
/// its place. For formats in which `1` is not `1.0` and a message has to say where something stands.
package struct JSONNode: Sendable {
  package indirect enum Kind: Sendable {
    case null
    case bool(Bool)
    /// As it is spelled: `-0`, `1e2`.
    case number(String)
    case string(String)
    case array([JSONNode])
    case object([JSONNodeMember])
  }

  package let kind: Kind
  /// Bytes before the value's first one in its text; zero for what was not read from a text.
  package let offset: Int

  package init(_ kind: Kind, offset: Int = 0) {
    self.kind = kind
    self.offset = offset
  }
}

/// A member of an object.
package struct JSONNodeMember: Sendable {
  package let key: String
  /// Bytes before the key's quote.
  package let offset: Int
  package let value: JSONNode

  package init(_ key: String, _ value: JSONNode, offset: Int = 0) {
    self.key = key
    self.value = value
    self.offset = offset
  }
}

extension JSONNode {
  /// A value that has no text; doubles are spelled so that they read back as such.
  package init(_ value: JSONValue) {
    let kind: Kind =
      switch value {
      case .null: .null
      case .bool(let bool): .bool(bool)
      case .int(let int): .number(String(int))
      case .double(let double): .number(String(double))
      case .string(let string): .string(string)
      case .array(let elements): .array(elements.map { JSONNode($0) })
      case .object(let object): .object(object.map { JSONNodeMember($0.key, JSONNode($0.value)) })
      }
    self.init(kind)
  }

  /// The kind's English name, for messages.
  package var kindName: String {
    switch kind {
    case .null: "null"
    case .bool: "boolean"
    case .number: "number"
    case .string: "string"
    case .array: "array"
    case .object: "object"
    }
  }

  package var stringValue: String? { if case .string(let value) = kind { value } else { nil } }
  package var boolValue: Bool? { if case .bool(let value) = kind { value } else { nil } }
  package var arrayValue: [JSONNode]? { if case .array(let value) = kind { value } else { nil } }
  package var members: [JSONNodeMember]? { if case .object(let value) = kind { value } else { nil } }

  /// The last member `key` of an object, compared byte by byte; `nil` for every other value.
  package subscript(key: String) -> JSONNode? {
    members?.last { $0.key.utf8.elementsEqual(key.utf8) }?.value
  }
}
