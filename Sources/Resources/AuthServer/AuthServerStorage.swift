import JSON

/// Where the authorization server keeps what must be shared.
package struct AuthServerStorage: JSONRecord, Equatable {
  package enum Kind: String, JSONEnumeration { case memory, redis }

  package var type = Kind.memory
  package var redis: RedisStorage?

  package init() {}

  package static let fields: [JSONField<AuthServerStorage>] = [
    JSONField("type", \.type, default: .memory, "memory or redis."),
    JSONField("redis", \.redis, "The Redis servers, their credentials and TLS."),
  ]
}
