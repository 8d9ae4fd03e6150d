extension JSONNode {
  /// A member whose key stood before in its object, here or anywhere below; `nil` when all keys are distinct.
  package var duplicate: JSONNodeMember? {
    switch kind {
    case .null, .bool, .number, .string: return nil
    case .array(let elements):
      for element in elements {
        if let duplicate = element.duplicate { return duplicate }
      }
      return nil
    case .object(let members):
      if let duplicate = members.duplicate { return duplicate }
      for member in members {
        if let duplicate = member.value.duplicate { return duplicate }
      }
      return nil
    }
  }
}

extension [JSONNodeMember] {
  /// A member whose key stood before; keys are compared byte by byte.
  package var duplicate: JSONNodeMember? {
    guard count > 16 else {
      return indices.lazy.map { self[$0] }.enumerated().first { position, member in
        self[..<position].contains { $0.key.utf8.elementsEqual(member.key.utf8) }
      }?.element
    }
    var keys = Set<[UInt8]>(minimumCapacity: count)
    return first { !keys.insert([UInt8]($0.key.utf8)).inserted }
  }
}
