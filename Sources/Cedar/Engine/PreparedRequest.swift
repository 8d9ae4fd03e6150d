/// A request in the form that decides, for the `Authorizer` that made it. It never changes and may be decided often.
package final class PreparedRequest: Sendable {
  let program: Program
  let store: EntityStore
  let shared: SharedTable
  let frame: SharedBuffer<Cell>
  let variables: SharedBuffer<UInt32>
  let variableRows: SharedBuffer<EntityRow?>
  let principalKeys: SharedBuffer<UInt32>
  let resourceKeys: SharedBuffer<UInt32>
  let actions: UInt64
  let context: Cell

  init(_ request: AuthorizationRequest, _ program: Program, _ store: EntityStore) {
    let inputs = CallInputs()
    inputs.load(request, program, store)
    self.program = program
    self.store = store
    shared = SharedTable(inputs.table)
    frame = SharedBuffer(Array(inputs.frame.elements))
    variables = SharedBuffer(Array(inputs.variables.elements))
    variableRows = SharedBuffer(Array(inputs.variableRows.elements))
    principalKeys = SharedBuffer(Array(inputs.principalKeys.elements))
    resourceKeys = SharedBuffer(Array(inputs.resourceKeys.elements))
    actions = inputs.actions
    context = inputs.context
  }
}
