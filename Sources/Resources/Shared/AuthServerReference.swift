import JSON

/// An object that describes an embedded authorization server.
package struct AuthServerReference: JSONRecord, Equatable {
  package var kind = "MCPExternalAuthConfig"
  package var name = ""

  package init() {}

  package static let fields: [JSONField<AuthServerReference>] = [
    JSONField("kind", \.kind, default: "MCPExternalAuthConfig", "The kind of the object.") {
      $0.enum = ["MCPExternalAuthConfig"]
    },
    JSONField("name", \.name, "The name of the object.", JSONSchema.notEmpty),
  ]
}
