import JSON

/// The result of `initialize`.
package struct InitializeResult: Sendable {
  package let protocolVersion: String
  package let capabilities: JSONValue
  package let serverInfo: Implementation
  package let instructions: String?

  package init(
    protocolVersion: ProtocolVersion, capabilities: JSONValue, serverInfo: Implementation, instructions: String? = nil
  ) {
    self.protocolVersion = protocolVersion.rawValue
    self.capabilities = capabilities
    self.serverInfo = serverInfo
    self.instructions = instructions
  }

  /// - Returns: `nil` for a result without a protocol version or with capabilities that are not an object. Who the
  ///   server is may be missing: nothing depends on it.
  package init?(reading text: ArraySlice<UInt8>) {
    guard let value = try? JSONValue(reading: text, depth: 64),
      let version = value["protocolVersion"]?.stringValue, version.utf8.count <= 64,
      let capabilities = value["capabilities"], capabilities.objectValue != nil
    else { return nil }
    protocolVersion = version
    self.capabilities = capabilities
    serverInfo = Implementation(value["serverInfo"]) ?? Implementation(name: "unknown", version: "unknown")
    instructions = value["instructions"]?.stringValue
  }

  package var json: JSONValue {
    var value: JSONValue = [
      "protocolVersion": .string(protocolVersion), "capabilities": capabilities, "serverInfo": serverInfo.json,
    ]
    value["instructions"] = instructions.map(JSONValue.string)
    return value
  }
}
