import JSON

/// Where the authorization server keeps what its replicas must share.
package struct StorageConfiguration: JSONRecord, Equatable {
  package enum Kind: String, JSONEnumeration {
    /// In each replica's own memory.
    case memory
    /// In one Redis that all replicas use.
    case redis
  }

  package var kind = Kind.memory
  package var redis: RedisConfiguration?

  package init() {}

  package static let fields: [JSONField<StorageConfiguration>] = [
    JSONField("kind", \.kind, fallback: .memory, "memory or redis."),
    JSONField("redis", \.redis, "How Redis is reached; needed where kind is redis."),
  ]
}
