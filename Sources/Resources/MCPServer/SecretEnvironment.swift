import JSON

/// One key of a Secret as a variable of a container's environment.
package struct SecretEnvironment: JSONRecord, Equatable {
  package var name = ""
  package var key = ""
  /// The key when absent.
  package var targetEnvName: String?

  package init() {}

  package static let fields: [JSONField<SecretEnvironment>] = [
    JSONField("name", \.name, "The Secret."),
    JSONField("key", \.key, "The key in it."),
    JSONField("targetEnvName", \.targetEnvName, "The variable; the key when absent."),
  ]
}
