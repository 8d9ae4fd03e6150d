import JSON

/// A folder of the host.
package struct HostVolume: JSONRecord, Equatable {
  package var name = ""
  package var hostPath = ""
  package var mountPath = ""
  package var readOnly = false

  package init() {}

  package static let fields: [JSONField<HostVolume>] = [
    JSONField("name", \.name, "The volume's name."),
    JSONField("hostPath", \.hostPath, "The folder on the host."),
    JSONField("mountPath", \.mountPath, "The folder in the container."),
    JSONField("readOnly", \.readOnly, default: false, "Whether it is read only."),
  ]
}
