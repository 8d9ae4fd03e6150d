extension ResourceKind {
  package static let configMaps = ResourceKind(version: "v1", kind: "ConfigMap", plural: "configmaps")
  package static let endpoints = ResourceKind(version: "v1", kind: "Endpoints", plural: "endpoints")
  package static let events = ResourceKind(version: "v1", kind: "Event", plural: "events")
  package static let namespaces = ResourceKind(
    version: "v1", kind: "Namespace", plural: "namespaces", isNamespaced: false)
  package static let pods = ResourceKind(version: "v1", kind: "Pod", plural: "pods")
  package static let secrets = ResourceKind(version: "v1", kind: "Secret", plural: "secrets")
  package static let serviceAccounts = ResourceKind(version: "v1", kind: "ServiceAccount", plural: "serviceaccounts")
  package static let services = ResourceKind(version: "v1", kind: "Service", plural: "services")

  package static let deployments = ResourceKind(
    group: "apps", version: "v1", kind: "Deployment", plural: "deployments")
  package static let replicaSets = ResourceKind(
    group: "apps", version: "v1", kind: "ReplicaSet", plural: "replicasets")
  package static let statefulSets = ResourceKind(
    group: "apps", version: "v1", kind: "StatefulSet", plural: "statefulsets")
  package static let horizontalPodAutoscalers = ResourceKind(
    group: "autoscaling", version: "v2", kind: "HorizontalPodAutoscaler", plural: "horizontalpodautoscalers")
  package static let podDisruptionBudgets = ResourceKind(
    group: "policy", version: "v1", kind: "PodDisruptionBudget", plural: "poddisruptionbudgets")
  package static let leases = ResourceKind(
    group: "coordination.k8s.io", version: "v1", kind: "Lease", plural: "leases")
  package static let networkPolicies = ResourceKind(
    group: "networking.k8s.io", version: "v1", kind: "NetworkPolicy", plural: "networkpolicies")
  package static let ingresses = ResourceKind(
    group: "networking.k8s.io", version: "v1", kind: "Ingress", plural: "ingresses")

  package static let roles = ResourceKind(
    group: "rbac.authorization.k8s.io", version: "v1", kind: "Role", plural: "roles")
  package static let roleBindings = ResourceKind(
    group: "rbac.authorization.k8s.io", version: "v1", kind: "RoleBinding", plural: "rolebindings")
  package static let clusterRoles = ResourceKind(
    group: "rbac.authorization.k8s.io", version: "v1", kind: "ClusterRole", plural: "clusterroles", isNamespaced: false)
  package static let clusterRoleBindings = ResourceKind(
    group: "rbac.authorization.k8s.io", version: "v1", kind: "ClusterRoleBinding", plural: "clusterrolebindings",
    isNamespaced: false)
  package static let customResourceDefinitions = ResourceKind(
    group: "apiextensions.k8s.io", version: "v1", kind: "CustomResourceDefinition",
    plural: "customresourcedefinitions", isNamespaced: false)
}
