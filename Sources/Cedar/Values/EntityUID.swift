/// An entity's type and identifier: `User::"alice"`.
package struct EntityUID: Sendable, Hashable, CustomStringConvertible {
  package let type: EntityType
  package let id: CedarString

  package init(_ type: EntityType, _ id: CedarString) {
    self.type = type
    self.id = id
  }

  /// As it is written in a policy.
  package var description: String { "\(type)::\(id.quoted)" }
}
