import Cedar
import JSON

extension LineServer {
  /// Decides every request, in order. One that cannot be read has an error in place of a decision.
  func authorize(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let schema = try message.schema()
    let maker = DecisionMaker(try message.policies(), try message.entities(schema), by: evaluation)
    var results: [JSONValue] = []
    for request in try message.requests(schema) {
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
