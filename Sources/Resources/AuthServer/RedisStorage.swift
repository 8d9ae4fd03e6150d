import JSON

/// The Redis servers of an authorization server, their credentials and TLS.
package struct RedisStorage: JSONRecord, Equatable {
  package struct Credentials: JSONRecord, Equatable {
    package var usernameSecretRef: SecretKeyReference?
    package var passwordSecretRef = SecretKeyReference()

    package init() {}

    package static let fields: [JSONField<Credentials>] = [
      JSONField("usernameSecretRef", \.usernameSecretRef, "The Secret key with the user's name."),
      JSONField("passwordSecretRef", \.passwordSecretRef, "The Secret key with the password."),
    ]
  }

  package struct TLS: JSONRecord, Equatable {
    package var caCertSecretRef: SecretKeyReference?
    package var insecureSkipVerify: Bool?

    package init() {}

    package static let fields: [JSONField<TLS>] = [
      JSONField("caCertSecretRef", \.caCertSecretRef, "The Secret key with the authorities in PEM."),
      JSONField("insecureSkipVerify", \.insecureSkipVerify, "Skips verification."),
    ]
  }

  package var addr: String?
  package var clusterMode: Bool?
  package var sentinelConfig: RedisSentinel?
  package var aclUserConfig = Credentials()
  package var tls: TLS?
  package var sentinelTLS: TLS?
  package var dialTimeout = "5s"
  package var readTimeout = "3s"
  package var writeTimeout = "3s"

  package init() {}

  package static let fields: [JSONField<RedisStorage>] = [
    JSONField("addr", \.addr, "Host and port."),
    JSONField("clusterMode", \.clusterMode, "Whether it is a Redis Cluster."),
    JSONField("sentinelConfig", \.sentinelConfig, "Redis Sentinel instead of addr."),
    JSONField("aclUserConfig", \.aclUserConfig, "The credentials."),
    JSONField("tls", \.tls, "TLS to the servers."),
    JSONField("sentinelTls", \.sentinelTLS, "TLS to the sentinels."),
    JSONField("dialTimeout", \.dialTimeout, default: "5s", nil, JSONSchema.duration),
    JSONField("readTimeout", \.readTimeout, default: "3s", nil, JSONSchema.duration),
    JSONField("writeTimeout", \.writeTimeout, default: "3s", nil, JSONSchema.duration),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "(has(self.addr) && size(self.addr) > 0) != has(self.sentinelConfig)",
        "exactly one of addr or sentinelConfig must be set"
      ) { $0.hasContent("addr") != $0.has("sentinelConfig") },
      JSONSchema.Rule(
        "!(has(self.clusterMode) && self.clusterMode) || (has(self.addr) && size(self.addr) > 0)",
        "clusterMode requires addr to be set"
      ) { !$0.isTrue("clusterMode") || $0.hasContent("addr") },
    ]
  }
}
