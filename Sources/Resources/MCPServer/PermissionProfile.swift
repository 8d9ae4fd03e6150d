import JSON

/// What a server may reach, by a profile's name.
package struct PermissionProfile: JSONRecord, Equatable {
  package enum Source: String, JSONEnumeration { case builtin, configmap }

  package var type = Source.builtin
  package var name = ""
  package var key: String?

  package init() {}

  package static let fields: [JSONField<PermissionProfile>] = [
    JSONField("type", \.type, default: .builtin, "Where the profile is."),
    JSONField("name", \.name, "none, network, or the name of a ConfigMap."),
    JSONField("key", \.key, "The key in the ConfigMap."),
  ]
}
