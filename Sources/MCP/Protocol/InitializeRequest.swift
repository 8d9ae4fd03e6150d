import JSON

/// The params of `initialize`.
package struct InitializeRequest: Sendable {
  /// As the peer wrote it; it may be a revision that nobody knows.
  package let protocolVersion: String
  package let capabilities: JSONValue
  package let clientInfo: Implementation

  package init(protocolVersion: ProtocolVersion, capabilities: JSONValue = [:], clientInfo: Implementation) {
    self.protocolVersion = protocolVersion.rawValue
    self.capabilities = capabilities
    self.clientInfo = clientInfo
  }

  /// - Throws: `JSONRPCError` with the code for invalid params.
  package init(_ params: JSONMembers?) throws(JSONRPCError) {
    guard let params, let value = try? JSONValue(reading: params.text, depth: 64) else {
      throw .invalidParams("initialize needs params that are one well-formed object")
    }
    guard let version = value["protocolVersion"]?.stringValue, version.utf8.count <= 64 else {
      throw .invalidParams("initialize needs \"protocolVersion\"")
    }
    guard let capabilities = value["capabilities"], capabilities.objectValue != nil else {
      throw .invalidParams("initialize needs \"capabilities\"")
    }
    guard let clientInfo = Implementation(value["clientInfo"]) else {
      throw .invalidParams("initialize needs \"clientInfo\" with \"name\" and \"version\"")
    }
    protocolVersion = version
    self.capabilities = capabilities
    self.clientInfo = clientInfo
  }

  package var json: JSONValue {
    ["protocolVersion": .string(protocolVersion), "capabilities": capabilities, "clientInfo": clientInfo.json]
  }
}
