import Cedar
import JSON

extension LineServer {
  /// The other form of the policies: JSON of a text, a text of JSON.
  func parsePolicies(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    _ = try message.policies()
    throw LineFailure(.unsupported, "policies as JSON are not read")
  }
}
