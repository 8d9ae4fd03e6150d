import JSON

/// An issuer of tokens outside the gateway: how its tokens are checked.
package struct ExternalIssuerConfiguration: JSONRecord, Equatable {
  /// Where its keys are; absent, its metadata says it.
  package var keysURL: String?
  /// Where tokens that are no JWT are introspected (RFC 7662); absent, they are refused.
  package var introspectionURL: String?
  /// Who asks there.
  package var clientID: String?
  /// The key of the secrets that holds that client's secret.
  package var clientSecretKey: String?
  /// The key of the secrets that holds certificate authorities for the issuer, as PEM; no others are trusted then.
  package var caBundleKey: String?
  /// The same as a file of the gateway's.
  package var caBundlePath: String?
  /// A file with the bearer token that the issuer's documents are asked for with.
  package var tokenPath: String?
  /// Whether the issuer may be at a private address.
  package var allowsPrivateAddresses = false
  /// Whether it may be reached over plain http: for development.
  package var allowsPlainHTTP = false
  /// What is no longer valid although it was issued.
  package var revocations: [RevocationRule] = []

  package init() {}

  package static let fields: [JSONField<ExternalIssuerConfiguration>] = [
    JSONField("keysURL", \.keysURL, "Where its keys are.") { $0.pattern = "^https?://" },
    JSONField("introspectionURL", \.introspectionURL, "Where opaque tokens are introspected.") {
      $0.pattern = "^https?://"
    },
    JSONField("clientID", \.clientID, "The client that introspects."),
    JSONField("clientSecretKey", \.clientSecretKey, "The secret key that holds that client's secret."),
    JSONField("caBundleKey", \.caBundleKey, "The secret key that holds certificate authorities."),
    JSONField("caBundlePath", \.caBundlePath, "A file that holds certificate authorities.") { $0.pattern = "^/" },
    JSONField("tokenPath", \.tokenPath, "A file with the bearer token for its documents.") { $0.pattern = "^/" },
    JSONField("allowsPrivateAddresses", \.allowsPrivateAddresses, fallback: false, "Private addresses are allowed."),
    JSONField("allowsPlainHTTP", \.allowsPlainHTTP, fallback: false, "Plain http is allowed."),
    JSONField("revocations", \.revocations, fallback: [], "What is no longer valid although it was issued."),
  ]
}
