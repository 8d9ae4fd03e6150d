import JSON
import MCP

extension FakeMCPBackend {
  /// Answers one line of the stdio transport (MCP transports, "stdio").
  /// - Returns: the line to write, without its end; `nil` where nothing is answered.
  package func answer(line: [UInt8]) -> [UInt8]? {
    let message: JSONRPCMessage
    do throws(JSONRPCRejection) {
      message = try JSONRPCMessage(reading: line)
    } catch {
      return JSONRPCWriter.error(id: error.id, error.error)
    }
    guard case .request(let id, let method, let params) = message.body else { return nil }
    let value = params.flatMap { try? JSONValue(reading: $0.text) } ?? [:]
    return switch outcome(method, params, value) {
    case .success(let result): JSONRPCWriter.result(id: id, result)
    case .failure(let error): JSONRPCWriter.error(id: id, error)
    }
  }
}
