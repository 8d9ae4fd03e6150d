/// A record's attributes. Records are closed: there are no others.
package struct RecordType: Sendable, Hashable {
  package struct Attribute: Sendable, Hashable {
    package let type: SchemaType
    package let isRequired: Bool

    package init(_ type: SchemaType, isRequired: Bool = true) {
      self.type = type
      self.isRequired = isRequired
    }
  }

  package var attributes: [CedarString: Attribute]

  package init(_ attributes: [CedarString: Attribute] = [:]) { self.attributes = attributes }
}

extension RecordType: CustomStringConvertible {
  package var description: String {
    let members = attributes.sorted { $0.key < $1.key }.map { key, attribute in
      "\(key.quoted)\(attribute.isRequired ? "" : "?"): \(attribute.type)"
    }
    return "{\(members.joined(separator: ", "))}"
  }
}
