/// A type as a schema declares it: every name is resolved. What the validator infers besides is `ExpressionType`.
package indirect enum SchemaType: Sendable, Hashable {
  case bool, long, string
  case set(SchemaType)
  case record(RecordType)
  case entity(EntityType)
  case decimal, ipaddr, datetime, duration
}

extension SchemaType: CustomStringConvertible {
  /// As it is written in a Cedar schema.
  package var description: String {
    switch self {
    case .bool: "Bool"
    case .long: "Long"
    case .string: "String"
    case .set(let element): "Set<\(element)>"
    case .record(let record): "\(record)"
    case .entity(let type): "\(type)"
    case .decimal: "decimal"
    case .ipaddr: "ipaddr"
    case .datetime: "datetime"
    case .duration: "duration"
    }
  }
}
