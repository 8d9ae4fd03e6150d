import JSON

/// Clients that are known by the URL of a document.
package struct ClientMetadataDocuments: JSONRecord, Equatable {
  package var enabled = false
  package var cacheMaxSize: Int?
  package var cacheFallbackTTL: String?

  package init() {}

  package static let fields: [JSONField<ClientMetadataDocuments>] = [
    JSONField("enabled", \.enabled, default: false, "Whether such clients are accepted."),
    JSONField("cacheMaxSize", \.cacheMaxSize, "How many documents are kept.") { $0.minimum = 1 },
    JSONField("cacheFallbackTtl", \.cacheFallbackTTL, "How long a document is kept.", JSONSchema.duration),
  ]
}
