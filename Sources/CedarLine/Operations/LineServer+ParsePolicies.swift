import Cedar
import JSON

extension LineServer {
  /// The other form of the policies: JSON of a text, a text of JSON.
  func parsePolicies(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let policies = try message.policies()
    return switch try message.format("policyFormat", .policies) {
    case .cedar: ["json": policies.json]
    case .json: ["cedar": .string(policies.description)]
    }
  }
}
