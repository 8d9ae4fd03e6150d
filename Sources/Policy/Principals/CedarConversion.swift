import Cedar
import JSON

/// Turns claims and arguments into Cedar values.
enum CedarConversion {
  /// Nesting of arrays and objects.
  static let depth = 10

  /// - Returns: `nil` for `null`, for a number that Cedar has no value for, and for what is nested too deeply. Inside
  ///   arrays and objects such values are left out. Nothing is an escape: `__entity` is a key like others.
  static func value(_ json: JSONValue, level: Int = 0) -> Value? {
    switch json {
    case .null: return nil
    case .bool(let bool): return .bool(bool)
    case .int(let int): return .long(Int64(int))
    case .double(let double): return number(double)
    case .string(let string): return .string(string)
    case .array(let elements):
      guard level < depth else { return nil }
      return .set(Set(elements.compactMap { value($0, level: level + 1) }))
    case .object(let object):
      guard level < depth else { return nil }
      var record = Value.Record(minimumCapacity: object.count)
      for (key, member) in object { record[CedarString(key)] = value(member, level: level + 1) }
      return .record(record)
    }
  }

  /// Whole numbers are Long; others are decimal where four digits after the point hold them exactly.
  private static func number(_ double: Double) -> Value? {
    if let whole = Int64(exactly: double) { return .long(whole) }
    return DecimalValue("\(double)").map(Value.decimal)
  }

  /// `claim_<name>` for every claim that has a value.
  static func claims(_ claims: JSONObject) -> Value.Record {
    var record = Value.Record(minimumCapacity: claims.count)
    for (name, claim) in claims { record[CedarString("claim_" + name)] = value(claim) }
    return record
  }

  /// `arg_<name>` for strings, booleans and numbers; of everything else only `arg_<name>_present` is told. The mark wins
  /// over an argument of that spelling, so that a caller cannot deny that something is there.
  static func arguments(_ arguments: JSONObject) -> Value.Record {
    var record = Value.Record(minimumCapacity: arguments.count)
    var present: [CedarString] = []
    for (name, argument) in arguments {
      switch argument {
      case .array, .object, .null: present.append(CedarString("arg_\(name)_present"))
      case .bool, .int, .double, .string:
        guard let value = value(argument) else {
          present.append(CedarString("arg_\(name)_present"))
          continue
        }
        record[CedarString("arg_" + name)] = value
      }
    }
    for name in present { record[name] = .bool(true) }
    return record
  }
}
