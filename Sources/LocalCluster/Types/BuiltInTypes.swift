import JSON

/// The kinds that the API serves without a CustomResourceDefinition.
enum BuiltInTypes {
  private static let rbac = "rbac.authorization.k8s.io"
  private static let reviews = "authorization.k8s.io"

  static let all: [ResourceType] = [
    stored("", "Namespace", "namespaces", short: ["ns"], isNamespaced: false, hasStatus: true),
    stored("", "Pod", "pods", short: ["po"], categories: ["all"], hasStatus: true),
    stored("", "Service", "services", short: ["svc"], categories: ["all"], hasStatus: true),
    stored("", "Secret", "secrets"),
    stored("", "ConfigMap", "configmaps", short: ["cm"]),
    stored("", "ServiceAccount", "serviceaccounts", short: ["sa"]),
    stored("", "Event", "events", short: ["ev"]),
    stored("", "Node", "nodes", short: ["no"], isNamespaced: false, hasStatus: true),
    stored("apps", "Deployment", "deployments", short: ["deploy"], categories: ["all"], hasStatus: true),
    stored("apps", "StatefulSet", "statefulsets", short: ["sts"], categories: ["all"], hasStatus: true),
    stored("apps", "ReplicaSet", "replicasets", short: ["rs"], categories: ["all"], hasStatus: true),
    stored(rbac, "Role", "roles"),
    stored(rbac, "RoleBinding", "rolebindings"),
    stored(rbac, "ClusterRole", "clusterroles", isNamespaced: false),
    stored(rbac, "ClusterRoleBinding", "clusterrolebindings", isNamespaced: false, schema: "RoleBinding"),
    stored("coordination.k8s.io", "Lease", "leases"),
    stored("policy", "PodDisruptionBudget", "poddisruptionbudgets", short: ["pdb"], schema: "DisruptionBudget"),
    stored("networking.k8s.io", "NetworkPolicy", "networkpolicies", short: ["netpol"]),
    stored(
      "apiextensions.k8s.io", "CustomResourceDefinition", "customresourcedefinitions", short: ["crd", "crds"],
      isNamespaced: false, hasStatus: true, schema: "Definition"),
    review("SelfSubjectAccessReview", "selfsubjectaccessreviews"),
  ]

  private static func stored(
    _ group: String, _ kind: String, _ plural: String, short: [String] = [], categories: [String] = [],
    isNamespaced: Bool = true, hasStatus: Bool = false, schema: String? = nil
  ) -> ResourceType {
    let openAPI = BuiltInSchemas.notation.openAPI(schema ?? kind)
    // The notation is part of the program, and what it yields is always structural.
    let structural = (try? StructuralSchema(reading: openAPI)) ?? .anything
    var version = ResourceType.Version(name: "v1", openAPI: openAPI, schema: structural)
    version.hasStatus = hasStatus
    return ResourceType(
      group: group, kind: kind, listKind: kind + "List", plural: plural, singular: kind.lowercased(),
      shortNames: short, categories: categories, isNamespaced: isNamespaced, versions: [version],
      storageVersion: "v1")
  }

  private static func review(_ kind: String, _ plural: String) -> ResourceType {
    var type = stored(reviews, kind, plural, isNamespaced: false, schema: "Review")
    type.isVirtual = true
    return type
  }
}

extension GroupResource {
  static let namespaces = GroupResource("namespaces")
  static let pods = GroupResource("pods")
  static let services = GroupResource("services")
  static let secrets = GroupResource("secrets")
  static let configMaps = GroupResource("configmaps")
  static let serviceAccounts = GroupResource("serviceaccounts")
  static let events = GroupResource("events")
  static let nodes = GroupResource("nodes")
  static let deployments = GroupResource("deployments", group: "apps")
  static let statefulSets = GroupResource("statefulsets", group: "apps")
  static let roles = GroupResource("roles", group: "rbac.authorization.k8s.io")
  static let roleBindings = GroupResource("rolebindings", group: "rbac.authorization.k8s.io")
  static let clusterRoles = GroupResource("clusterroles", group: "rbac.authorization.k8s.io")
  static let clusterRoleBindings = GroupResource("clusterrolebindings", group: "rbac.authorization.k8s.io")
  static let definitions = GroupResource("customresourcedefinitions", group: "apiextensions.k8s.io")
}
