/// Policies for one principal and one action: what can be decided about them is decided once, so that a call is a look-up
/// by its resource and what is left of a few conditions. It never changes; other policies or entities need another one.
package final class Session: Sendable {
  let authorizer: Authorizer
  let shared: SharedTable
  /// The principal as the session describes it; `nil` when the entities' word on it holds.
  let principal: Entity?
  /// Attributes that the context of every call has.
  let context: Value.Record
  let fixed: FixedInputs
  let residual: ResidualPolicies

  init(_ authorizer: Authorizer, _ inputs: CallInputs, principal: Entity?, context: Value.Record) {
    self.authorizer = authorizer
    self.principal = principal
    self.context = context
    fixed = FixedInputs(inputs)
    shared = SharedTable(inputs.table)
    residual = ResidualPolicies(authorizer, inputs, contextNames: Set(context.keys))
  }

  /// How many policies may still apply, whatever the resource.
  package var policyCount: Int { residual.entryCount }
}
