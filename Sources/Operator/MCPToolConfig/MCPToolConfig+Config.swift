import JSON
import Resources

extension MCPToolConfig: ConfigKind {
  static let reasons = MCPToolConfigReason.common
  static let finalizer: String? = "toolhive.stacklok.dev/toolconfig-finalizer"

  static func shortfall(_ config: ResourceObject<MCPToolConfig>) -> String? {
    let isEmpty = (config.spec.toolsFilter ?? []).isEmpty && (config.spec.toolsOverride ?? [:]).isEmpty
    return isEmpty ? nil : "gateways do not yet filter or rename tools; who refers to it is refused"
  }

  static func problems(_ config: ResourceObject<MCPToolConfig>) -> [JSONProblem] {
    let overrides = (config.spec.toolsOverride ?? [:]).sorted { $0.key < $1.key }
    var taken: [String: String] = [:]
    return overrides.compactMap { tool, override in
      guard let name = override.name, !name.isEmpty else { return nil }
      if let first = taken.updateValue(tool, forKey: name) {
        return JSONProblem(
          path: "spec.toolsOverride.\(tool).name", message: "\"\(name)\" is also the name of \"\(first)\"")
      }
      return nil
    }
  }
}
