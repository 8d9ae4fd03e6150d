import Cedar
import JSON

extension LineServer {
  /// The other form of the policies: JSON of a text, a text of JSON. With `format`, a number of columns, also the text laid
  /// out.
  func parsePolicies(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let policies = try message.policies()
    guard try message.format("policyFormat", .policies) == .cedar else {
      return ["cedar": .string(policies.description)]
    }
    var answer: JSONObject = ["json": policies.json]
    if message["format"] != nil {
      var formatter = PolicyFormatter()
      formatter.width = try message.count("format", default: formatter.width, in: 1...10_000)
      let text = try message.string("policies", .policies)
      answer["formatted"] = .string(
        try LineFailure.naming(.internal) { () throws(Diagnostic) in
          try formatter.format(text, source: "policies")
        })
    }
    return answer
  }
}
