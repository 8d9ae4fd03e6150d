import JSON

/// Headers that a remote server receives with every request.
package struct HeaderForward: JSONRecord, Equatable {
  package struct SecretHeader: JSONRecord, Equatable {
    package var headerName = ""
    package var valueSecretRef = SecretKeyReference()

    package init() {}

    package static let fields: [JSONField<SecretHeader>] = [
      JSONField("headerName", \.headerName, "The header.") {
        $0.minLength = 1
        $0.maxLength = 255
      },
      JSONField("valueSecretRef", \.valueSecretRef, "The Secret key with its value."),
    ]
  }

  package var addHeadersFromSecret: [SecretHeader]?
  package var addPlaintextHeaders: [String: String]?

  package init() {}

  package static let fields: [JSONField<HeaderForward>] = [
    JSONField(
      "addHeadersFromSecret", \.addHeadersFromSecret, "Headers with secret values.", JSONSchema.map(by: "headerName")),
    JSONField("addPlaintextHeaders", \.addPlaintextHeaders, "Headers with values that anybody may read."),
  ]
}
