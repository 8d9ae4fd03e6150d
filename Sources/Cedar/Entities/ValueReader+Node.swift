import JSON

extension ValueReader {
  /// Reads a value as strictly as Cedar does: integers only, of 64 bits and without `-0`; no `null`; extension functions
  /// are applied. Of members with the same key the last one counts, as in a context; where duplicates are refused,
  /// as in entities, look for `JSONNode.duplicate` first.
  /// - Throws: `NodeError` with the place.
  package func value(_ node: JSONNode) throws(NodeError) -> Value {
    switch try ValueForm(node) {
    case .bool(let bool): return .bool(bool)
    case .long(let long): return .long(long)
    case .string(let string): return .string(string)
    case .entity(let uid): return .entity(uid)
    case .set(let elements): return .set(Set(try values(elements)))
    case .record(let members):
      var record = Value.Record(minimumCapacity: members.count)
      for member in members { record[member.key] = try value(member.value) }
      return .record(record)
    case .call(let function, let arguments):
      let values = try values(arguments)
      do throws(ExtensionFunction.Failure) {
        return try function(values)
      } catch {
        throw NodeError(.value, error.message, at: node.offset)
      }
    }
  }

  /// An object whose members are attributes.
  package func record(_ node: JSONNode) throws(NodeError) -> Value.Record {
    guard case .record(let record) = try value(node) else {
      throw NodeError(.shape, "expected an object of attributes, found \(node.kindName)", at: node.offset)
    }
    return record
  }

  private func values(_ nodes: [JSONNode]) throws(NodeError) -> [Value] {
    var values: [Value] = []
    values.reserveCapacity(nodes.count)
    for node in nodes { values.append(try value(node)) }
    return values
  }
}
