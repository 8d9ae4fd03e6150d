import JSON

/// A fixed token.
package struct BearerToken: JSONRecord, Equatable {
  package var tokenSecretRef = SecretKeyReference()

  package init() {}

  package static let fields: [JSONField<BearerToken>] = [
    JSONField("tokenSecretRef", \.tokenSecretRef, "The Secret key with the token.")
  ]
}
