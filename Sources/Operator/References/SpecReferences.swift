import JSON
import Kubernetes

/// The objects of its namespace that a spec names. They are found by the names of the members, which mean the same
/// wherever they stand: so a spec that cannot be read otherwise is woken by what would mend it as well.
enum SpecReferences {
  private static let kinds: [String: ResourceKind] = [
    "groupRef": .mcpGroups, "oidcConfigRef": .mcpOIDCConfigs, "authzConfigRef": .mcpAuthzConfigs,
    "externalAuthConfigRef": .mcpExternalAuthConfigs, "authServerRef": .mcpExternalAuthConfigs,
    "toolConfigRef": .mcpToolConfigs, "telemetryConfigRef": .mcpTelemetryConfigs,
    "compositeToolRefs": .compositeToolDefinitions, "configMapRef": .configMaps, "configMap": .configMaps,
    "secretKeyRef": .secrets, "passwordRef": .secrets, "initialAccessTokenRef": .secrets,
  ]

  /// Pod templates name what Kubernetes reads, not the operator.
  private static let foreign: Set<String> = ["podTemplateSpec"]

  static func of(_ object: KubernetesObject) -> Set<ObjectReference> {
    var found: Set<ObjectReference> = []
    if let spec = object["spec"] { collect(spec, object.namespace, depth: 0, &found) }
    return found
  }

  private static func collect(
    _ value: JSONValue, _ namespace: String?, depth: Int, _ found: inout Set<ObjectReference>
  ) {
    guard depth < 32 else { return }
    switch value {
    case .array(let elements):
      for element in elements { collect(element, namespace, depth: depth + 1, &found) }
    case .object(let members):
      for (name, member) in members where !foreign.contains(name) {
        if let kind = kind(name) {
          for target in member.arrayValue ?? [member] {
            guard let name = target["name"]?.stringValue, !name.isEmpty else { continue }
            found.insert(ObjectReference(kind, name, namespace: namespace))
          }
        }
        collect(member, namespace, depth: depth + 1, &found)
      }
    default: break
    }
  }

  private static func kind(_ member: String) -> ResourceKind? {
    if let kind = kinds[member] { return kind }
    return member.hasSuffix("SecretRef") || member.hasSuffix("SecretRefs") ? .secrets : nil
  }
}
