import HTTP
import HTTPEdge
import JSON

/// The same in texts, as a command line gives and wants them.
extension ScriptedMCPClient {
  package init(serverText: String, http: HTTPClientGroup) throws(ClientFailure) {
    guard let url = HTTPURL(serverText) else { throw ClientFailure("server", "\(serverText) is not a URL") }
    try self.init(server: url, http: http)
  }

  package func callTool(_ name: String, argumentText: String) async throws -> Answer {
    guard let arguments = try? JSONValue(reading: argumentText), arguments.objectValue != nil else {
      throw ClientFailure("tools/call", "the arguments are not a JSON object: \(argumentText)")
    }
    return try await callTool(name, arguments)
  }

  /// Every step, for people.
  package var transcript: String { steps.map(\.transcript).joined(separator: "\n\n") }

  /// The tokens and every step.
  package var report: JSONValue {
    var report: JSONValue = ["steps": .array(steps.map(\.json))]
    if let tokens {
      report["client_id"] = .string(tokens.clientID)
      report["access_token"] = .string(tokens.accessToken)
      report["refresh_token"] = tokens.refreshToken.map(JSONValue.string)
    }
    return report
  }
}
