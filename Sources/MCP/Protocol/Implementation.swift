import JSON

/// Who speaks: `clientInfo` and `serverInfo`.
package struct Implementation: Sendable, Equatable {
  package let name: String
  package let version: String

  package init(name: String, version: String) {
    self.name = name
    self.version = version
  }

  /// - Returns: `nil` where name or version is missing or longer than 256 bytes.
  package init?(_ value: JSONValue?) {
    guard let name = value?["name"]?.stringValue, let version = value?["version"]?.stringValue,
      name.utf8.count <= 256, version.utf8.count <= 256
    else { return nil }
    self.init(name: name, version: version)
  }

  package var json: JSONValue { ["name": .string(name), "version": .string(version)] }
}
