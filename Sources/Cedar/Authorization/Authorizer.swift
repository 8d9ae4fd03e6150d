/// Decides requests as Cedar does, by policies and entities that were compiled once: a satisfied forbid denies, else a
/// satisfied permit allows, else it is denied. A policy that fails counts for nothing and is reported. It never changes;
/// other policies or entities make another one.
package struct Authorizer: Sendable {
  package let policies: PolicySet
  package let entities: Entities
  let program: Program
  let store: EntityStore

  package init(_ policies: PolicySet, _ entities: Entities = Entities()) {
    self.policies = policies
    self.entities = entities
    program = Program(policies.policies)
    store = EntityStore(entities, on: program)
  }

  private init(_ policies: PolicySet, _ entities: Entities, _ program: Program) {
    self.policies = policies
    self.entities = entities
    self.program = program
    store = EntityStore(entities, on: program)
  }

  /// The same policies beside other entities; the policies are not compiled again.
  package func replacingEntities(_ entities: Entities) -> Authorizer { Authorizer(policies, entities, program) }

  /// Puts a request into the form that decides.
  package func prepare(_ request: AuthorizationRequest) -> PreparedRequest {
    PreparedRequest(request, program, store)
  }

  /// Decides a request that this authorizer prepared. What each policy said stands in the workspace until its next use.
  /// - Returns: whether it is allowed.
  package func decide(_ request: PreparedRequest, _ workspace: Workspace) -> Bool {
    precondition(request.store === store, "the request was prepared by another authorizer")
    workspace.ensureStack(program.stackHeight)
    workspace.evaluation.restart(on: request.shared.table)
    return withExtendedLifetime(request) {
      var machine = Machine(
        code: program.code.base, frame: request.frame.base, layers: UnsafePointer(workspace.evaluation.views.base),
        depth: workspace.evaluation.depth,
        stack: workspace.stack.base, variables: request.variables.base, variableRows: request.variableRows.base,
        context: request.context, overlay: UnsafeBufferPointer(start: nil, count: 0), program: program, store: store,
        evaluation: workspace.evaluation)
      return workspace.decide(
        &machine, principalKeys: request.principalKeys.elements, resourceKeys: request.resourceKeys.elements,
        actions: request.actions)
    }
  }

  /// Decides a request, and says which policies determined the answer and which failed.
  package func decide(_ request: AuthorizationRequest) -> AuthorizationDecision {
    AuthorizationDecision(outcomes(request))
  }

  /// What every policy says to a request.
  package func outcomes(_ request: AuthorizationRequest) -> PolicyOutcomes {
    let workspace = Workspace()
    _ = decide(prepare(request), workspace)
    let interpreter = Interpreter(request, entities)
    return workspace.outcomes(program) { policy, failure in
      do throws(EvaluationError) {
        _ = try interpreter.isSatisfied(policy)
      } catch {
        return error
      }
      return EvaluationError(
        code: failure.code, message: failure.code.sentence, range: program.ranges[Int(failure.place)])
    }
  }
}
