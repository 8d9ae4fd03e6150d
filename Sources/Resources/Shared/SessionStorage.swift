import JSON

/// Where sessions are kept.
package struct SessionStorage: JSONRecord, Equatable {
  package enum Provider: String, JSONEnumeration { case memory, redis }

  package var provider = Provider.memory
  package var address: String?
  package var db = 0
  package var keyPrefix: String?
  package var passwordRef: SecretKeyReference?

  package init() {}

  package static let fields: [JSONField<SessionStorage>] = [
    JSONField("provider", \.provider, "memory or redis."),
    JSONField("address", \.address, "The Redis server's host and port.", JSONSchema.notEmpty),
    JSONField("db", \.db, default: 0, "The Redis database.", JSONSchema.replicas),
    JSONField("keyPrefix", \.keyPrefix, "What stands before every key."),
    JSONField("passwordRef", \.passwordRef, "The Secret key with the password."),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule("self.provider != 'redis' || has(self.address)", "address is required") {
        $0.text(of: "provider") != "redis" || $0.has("address")
      }
    ]
  }
}
