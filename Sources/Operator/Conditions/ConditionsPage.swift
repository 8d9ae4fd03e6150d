/// The page that lists every condition with its reasons: `docs/conditions.md`.
package enum ConditionsPage {
  package static let kinds: [(kind: String, reasons: [ConditionReason])] = [
    ("All kinds", CommonReason.all),
    ("VirtualMCPServer", VirtualMCPServerReason.all),
    ("MCPGroup", MCPGroupReason.all),
    ("MCPServer", MCPServerReason.all),
    ("MCPRemoteProxy", MCPRemoteProxyReason.all),
    ("MCPServerEntry", MCPServerEntryReason.all),
    ("MCPOIDCConfig", MCPOIDCConfigReason.all),
    ("MCPAuthzConfig", MCPAuthzConfigReason.all),
    ("MCPExternalAuthConfig", MCPExternalAuthConfigReason.all),
    ("MCPToolConfig", MCPToolConfigReason.all),
    ("MCPTelemetryConfig", MCPTelemetryConfigReason.all),
    ("VirtualMCPCompositeToolDefinition", VirtualMCPCompositeToolDefinitionReason.all),
  ]

  package static var text: String {
    var page = """
      # Conditions

      What the operator says in `status.conditions`, kind by kind. Every condition carries the generation of the spec
      that it speaks of. Reasons are constants that programs may rely on; messages are for people and say what and
      where.

      """
    for (kind, reasons) in kinds {
      page += "\n## \(kind)\n\n| condition | reason | meaning |\n|---|---|---|\n"
      for reason in reasons { page += "| `\(reason.type)` | `\(reason.name)` | \(reason.documentation) |\n" }
    }
    return page
  }
}
