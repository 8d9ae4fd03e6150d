import JSON

/// Who somebody is, read from the token response, as paths with dots.
package struct IdentityFromToken: JSONRecord, Equatable {
  package var subjectPath = ""
  package var namePath: String?
  package var emailPath: String?

  package init() {}

  private static func path(_ schema: inout JSONSchema) {
    schema.minLength = 1
    schema.maxLength = 256
  }

  package static let fields: [JSONField<IdentityFromToken>] = [
    JSONField("subjectPath", \.subjectPath, "The subject.", path),
    JSONField("namePath", \.namePath, "The name.", path),
    JSONField("emailPath", \.emailPath, "The address.", path),
  ]
}
