import JSON

/// Reads values from Cedar's JSON form, without a schema.
package struct ValueReader: Sendable {
  /// Nesting of arrays and objects.
  let depth = 128

  package init() {}

  /// An object whose members are attributes.
  package func record(_ json: JSONValue, path: String = "") throws(EntityDataError) -> Value.Record {
    guard case .record(let record) = try value(json, path: path) else {
      throw EntityDataError(.shape, "expected an object of attributes, found \(json.kind)", path: path)
    }
    return record
  }

  package func value(_ json: JSONValue, path: String = "", level: Int = 0) throws(EntityDataError) -> Value {
    guard level < depth else { throw EntityDataError(.limit, "nested too deeply", path: path) }
    switch json {
    case .null: throw EntityDataError(.value, "Cedar has no null", path: path)
    case .bool(let bool): return .bool(bool)
    case .int(let int): return .long(Int64(int))
    case .double: throw EntityDataError(.value, "Cedar's numbers are 64-bit integers", path: path)
    case .string(let string): return .string(string)
    case .array(let elements):
      var members: Set<Value> = []
      for (position, element) in elements.enumerated() {
        members.insert(try value(element, path: "\(path)[\(position)]", level: level + 1))
      }
      return .set(members)
    case .object(let object):
      if let escaped = try escape(object, path, level) { return escaped }
      var record = Value.Record(minimumCapacity: object.count)
      for (key, member) in object {
        record[CedarString(key)] = try value(member, path: "\(path).\(key)", level: level + 1)
      }
      return .record(record)
    }
  }

  /// `{"__entity":…}` and `{"__extn":…}`, each alone in its object.
  private func escape(_ object: JSONObject, _ path: String, _ level: Int) throws(EntityDataError) -> Value? {
    guard object.count == 1, let (key, inner) = object.first else { return nil }
    switch key {
    case "__entity":
      guard inner["type"]?.stringValue != nil, inner["id"]?.stringValue != nil else { return nil }
      return .entity(try EntityUID(json: inner, path: path))
    case "__extn":
      guard let name = inner["fn"]?.stringValue else { return nil }
      let arguments: [JSONValue]
      if let all = inner["args"]?.arrayValue {
        arguments = all
      } else if let one = inner["arg"] {
        arguments = [one]
      } else {
        return nil
      }
      return try apply(name, arguments, path, level)
    case "__expr" where inner.stringValue != nil:
      throw EntityDataError(.value, "`__expr` is not read", path: path)
    default: return nil
    }
  }

  private func apply(
    _ name: String, _ arguments: [JSONValue], _ path: String, _ level: Int
  ) throws(EntityDataError) -> Value {
    guard let function = ExtensionFunction(rawValue: name) else {
      throw EntityDataError(.value, "there is no extension function \(CedarString(name).quoted)", path: path)
    }
    var values: [Value] = []
    for argument in arguments { values.append(try value(argument, path: path + ".__extn", level: level + 1)) }
    do throws(ExtensionFunction.Failure) {
      return try function(values)
    } catch {
      throw EntityDataError(.value, error.message, path: path)
    }
  }
}
