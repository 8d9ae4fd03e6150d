import JSON

/// A header with a secret value.
package struct HeaderInjection: JSONRecord, Equatable {
  package var headerName = ""
  package var valueSecretRef = SecretKeyReference()

  package init() {}

  package static let fields: [JSONField<HeaderInjection>] = [
    JSONField("headerName", \.headerName, "The header.", JSONSchema.notEmpty),
    JSONField("valueSecretRef", \.valueSecretRef, "The Secret key with its value."),
  ]
}
