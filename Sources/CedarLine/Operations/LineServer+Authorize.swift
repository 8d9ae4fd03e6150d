import Cedar
import JSON

extension LineServer {
  /// Decides every request, in order. One that cannot be read has an error in place of a decision.
  func authorize(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let schema = try message.schema()
    let policies = try message.policies()
    let entities = try message.entities(schema)
    let requests = try message.requests(schema)
    let readable = requests.compactMap { try? $0.get() }
    let maker = DecisionMaker(policies, entities, readable, by: evaluation)
    var results: [JSONValue] = []
    for request in requests {
      switch request {
      case .success(let request): results.append(result(try maker.decide(request)))
      case .failure(let error): results.append(["requestError": .string(error.message)])
      }
    }
    return ["results": .array(results)]
  }

  private func result(_ decision: AuthorizationDecision) -> JSONValue {
    [
      "decision": decision.isAllowed ? "allow" : "deny",
      "reason": .array(decision.reasons.map(JSONValue.string)),
      "errors": .array(decision.failures.map { .string($0.policyID) }),
    ]
  }
}
