/// The messages of Kubernetes' `generated.proto` files that can be read, by field number.
///
/// kubectl sends protobuf for what it makes from flags (`kubectl create namespace`, `auth can-i`); manifests come as JSON.
enum ProtobufMessages {
  indirect enum Kind: Sendable {
    case string
    case integer
    case boolean
    case bytes
    /// Left out: times that the server sets anyway, and states of before the write.
    case ignored
    case message(String)
    case list(Kind)
    case map(Kind)
  }

  struct Field: Sendable {
    let name: String
    let kind: Kind
  }

  static let messages: [String: [Int: Field]] = [
    "ObjectMeta": [
      1: Field(name: "name", kind: .string), 2: Field(name: "generateName", kind: .string),
      3: Field(name: "namespace", kind: .string), 4: Field(name: "selfLink", kind: .ignored),
      5: Field(name: "uid", kind: .string), 6: Field(name: "resourceVersion", kind: .string),
      7: Field(name: "generation", kind: .ignored), 8: Field(name: "creationTimestamp", kind: .ignored),
      9: Field(name: "deletionTimestamp", kind: .ignored),
      10: Field(name: "deletionGracePeriodSeconds", kind: .ignored),
      11: Field(name: "labels", kind: .map(.string)), 12: Field(name: "annotations", kind: .map(.string)),
      13: Field(name: "ownerReferences", kind: .list(.message("OwnerReference"))),
      14: Field(name: "finalizers", kind: .list(.string)), 17: Field(name: "managedFields", kind: .ignored),
    ],
    "OwnerReference": [
      1: Field(name: "kind", kind: .string), 3: Field(name: "name", kind: .string),
      4: Field(name: "uid", kind: .string), 5: Field(name: "apiVersion", kind: .string),
      6: Field(name: "controller", kind: .boolean), 7: Field(name: "blockOwnerDeletion", kind: .boolean),
    ],
    "v1 Namespace": object([2: Field(name: "spec", kind: .ignored), 3: Field(name: "status", kind: .ignored)]),
    "v1 Secret": object([
      2: Field(name: "data", kind: .map(.bytes)), 3: Field(name: "type", kind: .string),
      4: Field(name: "stringData", kind: .map(.string)), 5: Field(name: "immutable", kind: .boolean),
    ]),
    "v1 ConfigMap": object([
      2: Field(name: "data", kind: .map(.string)), 3: Field(name: "binaryData", kind: .map(.bytes)),
      4: Field(name: "immutable", kind: .boolean),
    ]),
    "v1 ServiceAccount": object([4: Field(name: "automountServiceAccountToken", kind: .boolean)]),
    "rbac.authorization.k8s.io/v1 Role": rules, "rbac.authorization.k8s.io/v1 ClusterRole": rules,
    "rbac.authorization.k8s.io/v1 RoleBinding": binding, "rbac.authorization.k8s.io/v1 ClusterRoleBinding": binding,
    "PolicyRule": strings(
      [1: "verbs", 2: "apiGroups", 3: "resources", 4: "resourceNames", 5: "nonResourceURLs"], true),
    "Subject": strings([1: "kind", 2: "apiGroup", 3: "name", 4: "namespace"]),
    "RoleRef": strings([1: "apiGroup", 2: "kind", 3: "name"]),
    "authentication.k8s.io/v1 TokenRequest": object([
      2: Field(name: "spec", kind: .message("TokenRequestSpec")), 3: Field(name: "status", kind: .ignored),
    ]),
    "TokenRequestSpec": [
      1: Field(name: "audiences", kind: .list(.string)), 4: Field(name: "expirationSeconds", kind: .integer),
    ],
    "authorization.k8s.io/v1 SelfSubjectAccessReview": object([
      2: Field(name: "spec", kind: .message("AccessReviewSpec")), 3: Field(name: "status", kind: .ignored),
    ]),
    "AccessReviewSpec": [1: Field(name: "resourceAttributes", kind: .message("ResourceAttributes"))],
    "ResourceAttributes": strings([
      1: "namespace", 2: "verb", 3: "group", 4: "version", 5: "resource", 6: "subresource", 7: "name",
    ]),
  ]

  private static let rules = object([2: Field(name: "rules", kind: .list(.message("PolicyRule")))])

  private static let binding = object([
    2: Field(name: "subjects", kind: .list(.message("Subject"))), 3: Field(name: "roleRef", kind: .message("RoleRef")),
  ])

  private static func object(_ fields: [Int: Field]) -> [Int: Field] {
    fields.merging([1: Field(name: "metadata", kind: .message("ObjectMeta"))]) { first, _ in first }
  }

  private static func strings(_ names: [Int: String], _ areLists: Bool = false) -> [Int: Field] {
    names.mapValues { Field(name: $0, kind: areLists ? .list(.string) : .string) }
  }
}
