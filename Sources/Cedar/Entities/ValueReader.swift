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

  package func value(_ json: JSONValue, path: String = "") throws(EntityDataError) -> Value {
    do throws(EntityDataError) {
      return try value(json, level: 0)
    } catch {
      throw error.within(path)
    }
  }

  private func value(_ json: JSONValue, level: Int) throws(EntityDataError) -> Value {
    guard level < depth else { throw EntityDataError(.limit, "nested too deeply") }
    switch json {
    case .null: throw EntityDataError(.value, "Cedar has no null")
    case .bool(let bool): return .bool(bool)
    case .int(let int): return .long(Int64(int))
    case .double: throw EntityDataError(.value, "Cedar's numbers are 64-bit integers")
    case .string(let string): return .string(string)
    case .array(let elements):
      var members: Set<Value> = []
      for (position, element) in elements.enumerated() {
        members.insert(try value(element, at: { "[\(position)]" }, level + 1))
      }
      return .set(members)
    case .object(let object):
      if let escaped = try escape(object, level) { return escaped }
      var record = Value.Record(minimumCapacity: object.count)
      for (key, member) in object {
        record[CedarString(key)] = try value(member, at: { ".\(key)" }, level + 1)
      }
      return .record(record)
    }
  }

  /// A part of a value. Where it stands is put together only when it cannot be read: written out for every part, a long
  /// key would be copied once for each value under it.
  private func value(_ json: JSONValue, at place: () -> String, _ level: Int) throws(EntityDataError) -> Value {
    do throws(EntityDataError) {
      return try value(json, level: level)
    } catch {
      throw error.within(place())
    }
  }

  /// `{"__entity":…}` and `{"__extn":…}`, each alone in its object.
  private func escape(_ object: JSONObject, _ level: Int) throws(EntityDataError) -> Value? {
    guard object.count == 1, let (key, inner) = object.first else { return nil }
    switch key {
    case "__entity":
      guard inner["type"]?.stringValue != nil, inner["id"]?.stringValue != nil else { return nil }
      return .entity(try EntityUID(json: inner))
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
      return try apply(name, arguments, level)
    case "__expr" where inner.stringValue != nil:
      throw EntityDataError(.value, "`__expr` is not read")
    default: return nil
    }
  }

  private func apply(_ name: String, _ arguments: [JSONValue], _ level: Int) throws(EntityDataError) -> Value {
    guard let function = ExtensionFunction(rawValue: name) else {
      throw EntityDataError(.value, "there is no extension function \(CedarString(name).quoted)")
    }
    var values: [Value] = []
    for argument in arguments { values.append(try value(argument, at: { ".__extn" }, level + 1)) }
    do throws(ExtensionFunction.Failure) {
      return try function(values)
    } catch {
      throw EntityDataError(.value, error.message)
    }
  }
}
