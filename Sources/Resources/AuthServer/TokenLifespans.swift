import JSON

/// How long tokens live, as durations: 1h, 168h and 10m when absent.
package struct TokenLifespans: JSONRecord, Equatable {
  package var accessTokenLifespan: String?
  package var refreshTokenLifespan: String?
  package var authCodeLifespan: String?

  package init() {}

  package static let fields: [JSONField<TokenLifespans>] = [
    JSONField("accessTokenLifespan", \.accessTokenLifespan, "1m to 24h.", JSONSchema.duration),
    JSONField("refreshTokenLifespan", \.refreshTokenLifespan, "1h to 720h.", JSONSchema.duration),
    JSONField("authCodeLifespan", \.authCodeLifespan, "30s to 10m.", JSONSchema.duration),
  ]
}
