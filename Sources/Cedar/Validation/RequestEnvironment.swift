/// One kind of request: an action and the types of a principal and a resource that it applies to.
package struct RequestEnvironment: Sendable, Hashable, CustomStringConvertible {
  package let principal: EntityType
  package let action: EntityUID
  package let resource: EntityType

  package init(principal: EntityType, action: EntityUID, resource: EntityType) {
    self.principal = principal
    self.action = action
    self.resource = resource
  }

  package var description: String { "a `\(principal)` asks for `\(action)` on a `\(resource)`" }
}
