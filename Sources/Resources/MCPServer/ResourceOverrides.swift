import JSON

/// Labels, annotations and surroundings of the objects that are made for a server.
package struct ResourceOverrides: JSONRecord, Equatable {
  package struct Metadata: JSONRecord, Equatable {
    package var labels: [String: String]?
    package var annotations: [String: String]?

    package init() {}

    package static let fields: [JSONField<Metadata>] = [
      JSONField("labels", \.labels, "Labels; those of the operator win."),
      JSONField("annotations", \.annotations, "Annotations; those of the operator win."),
    ]
  }

  package struct Workload: JSONRecord, Equatable {
    package var labels: [String: String]?
    package var annotations: [String: String]?
    package var env: [EnvironmentVariable]?
    package var imagePullSecrets: [LocalObjectReference]?
    package var podTemplateMetadataOverrides: Metadata?

    package init() {}

    package static let fields: [JSONField<Workload>] = [
      JSONField("labels", \.labels, "Labels of the Deployment."),
      JSONField("annotations", \.annotations, "Annotations of the Deployment."),
      JSONField("env", \.env, "Environment of a proxy.", JSONSchema.map(by: "name")),
      JSONField("imagePullSecrets", \.imagePullSecrets, "Credentials for the image.", JSONSchema.atomic),
      JSONField("podTemplateMetadataOverrides", \.podTemplateMetadataOverrides, "Labels and annotations of the pods."),
    ]
  }

  package var proxyDeployment: Workload?
  package var proxyService: Metadata?

  package init() {}

  package static let fields: [JSONField<ResourceOverrides>] = [
    JSONField("proxyDeployment", \.proxyDeployment, "Of the Deployment."),
    JSONField("proxyService", \.proxyService, "Of the Service."),
  ]
}
