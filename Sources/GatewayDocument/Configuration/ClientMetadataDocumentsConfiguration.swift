import JSON

/// How documents are kept that clients describe themselves with (OAuth Client ID Metadata Document).
package struct ClientMetadataDocumentsConfiguration: JSONRecord, Equatable {
  /// The most documents that are kept.
  package var cacheSize = 256
  /// For how long a document is kept whose server does not say.
  package var fallbackSeconds = 300

  package init() {}

  package static let fields: [JSONField<ClientMetadataDocumentsConfiguration>] = [
    JSONField("cacheSize", \.cacheSize, fallback: 256, "The most documents that are kept.") {
      $0.minimum = 1
      $0.maximum = 10_000
    },
    JSONField("fallbackSeconds", \.fallbackSeconds, fallback: 300, "How long one is kept whose server does not say.") {
      $0.minimum = 1
      $0.maximum = 86_400
    },
  ]
}
