/// May this principal do this to that, here? The entities need not be known.
package struct AuthorizationRequest: Sendable {
  package let principal: EntityUID
  package let action: EntityUID
  package let resource: EntityUID
  package let context: Value.Record

  package init(principal: EntityUID, action: EntityUID, resource: EntityUID, context: Value.Record = [:]) {
    self.principal = principal
    self.action = action
    self.resource = resource
    self.context = context
  }
}
