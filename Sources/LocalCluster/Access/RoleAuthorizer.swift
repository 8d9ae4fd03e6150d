import JSON

/// Decides by Roles, ClusterRoles and their bindings (`rbac.authorization.k8s.io/v1`). Aggregated ClusterRoles and URLs
/// that are not resources are not looked at.
struct RoleAuthorizer {
  let store: ObjectStore

  func allows(_ request: AccessRequest, by identity: Identity) -> Bool {
    if identity.isAdministrator { return true }
    let everywhere = store.objects(.clusterRoleBindings).filter { binds($0, identity) }
    if everywhere.contains(where: { grants($0, request) }) { return true }
    guard !request.namespace.isEmpty else { return false }
    return store.objects(.roleBindings, namespace: request.namespace).contains {
      binds($0, identity) && grants($0, request)
    }
  }

  /// The API server's words for a refusal.
  static func refusal(_ request: AccessRequest, by identity: Identity) -> APIStatus {
    let resource = GroupResource(request.resource, group: "")
    let place = request.namespace.isEmpty ? "at the cluster scope" : "in the namespace \"\(request.namespace)\""
    let object = request.group.isEmpty ? "\(resource)" : "\(resource).\(request.group)"
    let subject = request.name.isEmpty ? "\(object) is forbidden" : "\(object) \"\(request.name)\" is forbidden"
    var status = APIStatus(
      .forbidden,
      "\(subject): User \"\(identity.name)\" cannot \(request.verb) resource \"\(request.resource)\" in API group "
        + "\"\(request.group)\" \(place)")
    status.group = request.group
    status.kind = request.resource
    status.name = request.name
    return status
  }

  private func binds(_ binding: JSONValue, _ identity: Identity) -> Bool {
    (binding["subjects"]?.arrayValue ?? []).contains { subject in
      let name = subject["name"]?.stringValue ?? ""
      switch subject["kind"]?.stringValue {
      case "ServiceAccount":
        let namespace = subject["namespace"]?.stringValue ?? binding.objectNamespace
        return identity.name == "system:serviceaccount:\(namespace):\(name)"
      case "User": return identity.name == name
      case "Group": return identity.groups.contains(name)
      default: return false
      }
    }
  }

  private func grants(_ binding: JSONValue, _ request: AccessRequest) -> Bool {
    let name = binding["roleRef"]?["name"]?.stringValue ?? ""
    let isCluster = binding["roleRef"]?["kind"]?.stringValue == "ClusterRole"
    let role = store.object(
      isCluster ? .clusterRoles : .roles, namespace: isCluster ? "" : binding.objectNamespace, name: name)
    return (role?["rules"]?.arrayValue ?? []).contains { holds($0, request) }
  }

  private func holds(_ rule: JSONValue, _ request: AccessRequest) -> Bool {
    func lists(_ key: String, _ value: String) -> Bool {
      (rule[key]?.arrayValue ?? []).contains { $0.stringValue == "*" || $0.stringValue == value }
    }
    let names = rule["resourceNames"]?.arrayValue ?? []
    return lists("verbs", request.verb) && lists("apiGroups", request.group) && lists("resources", request.resource)
      && (names.isEmpty || (!request.name.isEmpty && names.contains(.string(request.name))))
  }
}
