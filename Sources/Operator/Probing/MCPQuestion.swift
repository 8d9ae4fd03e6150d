import JSON
import MCP

/// What MCP servers are asked, and which answers count.
enum MCPQuestion {
  case initialize
  /// Of servers that know no `initialize` (MCP 2026-07-28).
  case discover

  static let statelessRevision = "2026-07-28"
  private static let identity = Implementation(name: "vmcp-operator", version: "1")

  var method: String { self == .initialize ? MCPMethod.initialize : "server/discover" }

  var message: [UInt8] {
    let params: JSONValue
    switch self {
    case .initialize:
      params = InitializeRequest(protocolVersion: .latest, clientInfo: Self.identity).json
    case .discover:
      params = [
        "_meta": [
          "io.modelcontextprotocol/protocolVersion": .string(Self.statelessRevision),
          "io.modelcontextprotocol/clientCapabilities": [:],
          "io.modelcontextprotocol/clientInfo": Self.identity.json,
        ]
      ]
    }
    return JSONRPCWriter.request(id: JSONRPCID(1), method: method, params: params.bytes())
  }

  /// - Returns: the revision that the server speaks, or `nil` for a message that is not the answer.
  func revision(in text: [UInt8]) throws(ProbeFailure) -> String? {
    guard let message = try? JSONRPCMessage(reading: text) else {
      throw ProbeFailure(.notMCP, "\(method) was answered with something that is not a JSON-RPC message")
    }
    switch message.body {
    case .error(_, let error):
      let code = (try? JSONValue(reading: error, depth: 64))?["code"]?.intValue
      throw ProbeFailure(
        .rpcError, "\(method) was answered with JSON-RPC error \(code.map(String.init) ?? "without a code")")
    case .result(let id, let result) where id == JSONRPCID(1):
      guard let revision = read(result) else {
        throw ProbeFailure(.notMCP, "\(method) was answered with a result that is not MCP's")
      }
      return revision
    default: return nil
    }
  }

  private func read(_ result: ArraySlice<UInt8>) -> String? {
    switch self {
    case .initialize: return InitializeResult(reading: result)?.protocolVersion
    case .discover:
      let value = try? JSONValue(reading: result, depth: 64)
      guard value?["capabilities"]?.objectValue != nil, let versions = value?["supportedVersions"]?.arrayValue,
        let first = versions.first?.stringValue, first.utf8.count <= 64
      else { return nil }
      return versions.contains(.string(Self.statelessRevision)) ? Self.statelessRevision : first
    }
  }
}
