/// The types that the language declares, in the namespace `__cedar`.
enum BuiltinType: String, CaseIterable {
  case bool = "Bool"
  case long = "Long"
  case string = "String"
  case decimal, ipaddr, datetime, duration

  static let extensions: [BuiltinType] = [.decimal, .ipaddr, .datetime, .duration]

  var type: SchemaType {
    switch self {
    case .bool: .bool
    case .long: .long
    case .string: .string
    case .decimal: .decimal
    case .ipaddr: .ipaddr
    case .datetime: .datetime
    case .duration: .duration
    }
  }
}

extension SchemaName {
  /// The built-in type that it names in full.
  var builtin: BuiltinType? {
    guard text.hasPrefix("\(Self.builtin)::") else { return nil }
    return BuiltinType(rawValue: String(text.dropFirst(Self.builtin.count + 2)))
  }

  static func builtin(_ name: String, _ origin: SchemaOrigin = SchemaOrigin()) -> SchemaName {
    SchemaName("\(builtin)::\(name)", origin)
  }
}
