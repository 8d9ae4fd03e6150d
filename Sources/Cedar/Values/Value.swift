/// A value of the language. Equality is total and structural: values of different kinds are unequal.
package enum Value: Sendable, Hashable {
  case bool(Bool)
  case long(Int64)
  case string(CedarString)
  case entity(EntityUID)
  case set(Set<Value>)
  case record(Record)
  case decimal(DecimalValue)
  case ip(IPValue)
  case datetime(DatetimeValue)
  case duration(DurationValue)

  package typealias Record = [CedarString: Value]

  package static func string(_ string: String) -> Value { .string(CedarString(string)) }

  /// The kind's name in Cedar, for messages.
  package var kind: String {
    switch self {
    case .bool: "Bool"
    case .long: "Long"
    case .string: "String"
    case .entity: "entity"
    case .set: "Set"
    case .record: "Record"
    case .decimal: "decimal"
    case .ip: "ipaddr"
    case .datetime: "datetime"
    case .duration: "duration"
    }
  }
}
