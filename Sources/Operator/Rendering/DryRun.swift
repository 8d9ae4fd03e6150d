import FoundationEssentials
import GatewayDocument
import JSON
import Kubernetes
import Resources

/// What the operator would do about manifests, without a cluster. Secret values are not in it.
package struct DryRun: Sendable {
  private static let aboutRunning = [
    VirtualMCPServerReason.notReady, VirtualMCPServerReason.deploymentNotReady, MCPServerReason.notReady,
  ]

  private struct NoKeys: KeyMaker {
    func signingKey() -> SecretValue { SecretValue([]) }
    func sealingKey() -> SecretValue { SecretValue([]) }
  }

  /// The objects that would be applied, in that order.
  package private(set) var objects: [JSONValue] = []
  /// What the status of each custom resource would say: `Kind namespace/name`, then its conditions.
  package private(set) var findings: [(object: String, conditions: [Condition])] = []

  /// - Throws: `KubernetesError` for a document that is no manifest.
  package init(
    _ manifests: [JSONValue], settings: OperatorSettings, namespace: String, time: any TimeSource = SystemTime()
  ) throws {
    let now = Int(time.wallTime().timeIntervalSince1970)
    let store = try ManifestStore(manifests, namespace: namespace)
    let decision = VirtualMCPServerDecision(settings: settings, keys: NoKeys())
    noteConfigs(MCPOIDCConfig.self, store)
    noteConfigs(MCPAuthzConfig.self, store)
    noteConfigs(MCPExternalAuthConfig.self, store)
    noteConfigs(MCPToolConfig.self, store)
    noteConfigs(MCPTelemetryConfig.self, store)
    noteConfigs(VirtualMCPCompositeToolDefinition.self, store)
    for object in store.all(.mcpGroups) {
      note(object, MCPGroupSnapshot(object.key, from: store).map(MCPGroupDecision.decide))
    }
    for object in store.all(.mcpServers) {
      note(object, MCPServerSnapshot(object.key, from: store).map { MCPServerDecision.decide($0, settings: settings) })
    }
    for object in store.all(.mcpRemoteProxies) {
      note(object, MCPRemoteProxySnapshot(object.key, from: store).map(MCPRemoteProxyDecision.decide))
    }
    for object in store.all(.mcpServerEntries) {
      note(object, MCPServerEntrySnapshot(object.key, from: store).map(MCPServerEntryDecision.decide))
    }
    for object in store.all(.virtualMCPServers) {
      note(object, try VirtualMCPServerSnapshot(object.key, from: store, at: now).map(decision.decide))
    }
  }

  /// Whether something would be refused: conditions that fail for another reason than that nothing runs here.
  package var isRefused: Bool {
    findings.contains { finding in
      finding.conditions.contains {
        $0.reason == VirtualMCPServerReason.refused.name
          || ($0.status == .false && ["Valid", "ConfigurationValid"].contains($0.type))
      }
    }
  }

  /// Everything is there at once: who uses a config, and so protects it, does not matter.
  private mutating func noteConfigs<Kind: ConfigKind>(_ kind: Kind.Type, _ store: ManifestStore) {
    for object in store.all(ResourceKind(kind)) {
      note(object, ConfigSnapshot<Kind>(object.key, from: store).map(ConfigDecision.decide))
    }
  }

  private mutating func note(_ object: KubernetesObject, _ plan: Plan?) {
    guard let plan else { return }
    // Nothing runs here: whether it would become ready is not known.
    let known = plan.conditions.filter { condition in
      !Self.aboutRunning.contains { $0.type == condition.type && $0.name == condition.reason }
    }
    findings.append(("\(object.kind ?? "") \(object.key)", known))
    objects += plan.applied.map(Self.redacted)
  }

  private static func redacted(_ object: KubernetesObject) -> JSONValue {
    var json = object.json
    guard object.kind == "Secret", let data = json["data"]?.objectValue else { return json }
    var shown = JSONObject()
    for key in data.keys { shown[key] = "[redacted]" }
    json["data"] = .object(shown)
    return json
  }
}
