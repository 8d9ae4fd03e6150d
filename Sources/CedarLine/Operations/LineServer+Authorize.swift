import Cedar
import JSON

extension LineServer {
  /// Decides every request, in order. One that cannot be read has an error in place of a decision.
  func authorize(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let authorizer = Authorizer(try message.policies())
    let entities = try message.entities()
    let results = try message.requests().map { request -> JSONValue in
      switch request {
      case .success(let request): result(authorizer.decide(request, entities))
      case .failure(let error): ["requestError": .string(error.message)]
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
