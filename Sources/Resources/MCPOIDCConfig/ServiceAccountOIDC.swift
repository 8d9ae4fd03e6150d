import JSON

/// The cluster's own issuer of service account tokens.
package struct ServiceAccountOIDC: JSONRecord, Equatable {
  package var issuer = "https://kubernetes.default.svc"
  package var serviceAccount: String?
  package var namespace: String?
  package var jwksURL: String?
  package var introspectionURL: String?
  package var useClusterAuth: Bool?

  package init() {}

  package static let fields: [JSONField<ServiceAccountOIDC>] = [
    JSONField("issuer", \.issuer, default: "https://kubernetes.default.svc", "The cluster's issuer."),
    JSONField("serviceAccount", \.serviceAccount, "The service account; the pod's own when absent."),
    JSONField("namespace", \.namespace, "The service account's namespace."),
    JSONField("jwksUrl", \.jwksURL, "Where the issuer's keys are, without discovery."),
    JSONField("introspectionUrl", \.introspectionURL, "Where opaque tokens are introspected."),
    JSONField("useClusterAuth", \.useClusterAuth, "Whether the cluster's CA and the pod's token are used; true."),
  ]
}
