import JSON

/// How a Redis server is reached.
package struct RedisConfiguration: JSONRecord, Equatable {
  /// TLS to servers; absent for plain connections.
  package struct TLS: JSONRecord, Equatable {
    /// The key of the secrets that holds the only trusted authorities in PEM; absent for the system's.
    package var authoritiesKey: String?
    /// Believes every certificate: for development.
    package var skipsVerification = false

    package init() {}

    package static let fields: [JSONField<TLS>] = [
      JSONField("authoritiesKey", \.authoritiesKey, "The secret key with the trusted authorities in PEM."),
      JSONField("skipsVerification", \.skipsVerification, fallback: false, "Believes every certificate."),
    ]
  }

  /// Host and port of the server, or of the sentinels where `masterName` is set.
  package var addresses: [String] = []
  /// The name of the master that the sentinels watch.
  package var masterName: String?
  /// Whether the address is of a Redis Cluster.
  package var isCluster = false
  package var database = 0
  /// The key of the secrets with an ACL user's name; absent for the default user.
  package var usernameKey: String?
  package var passwordKey: String?
  package var tls: TLS?
  package var sentinelTLS: TLS?
  package var dialTimeoutSeconds = 5
  package var readTimeoutSeconds = 3
  package var writeTimeoutSeconds = 3

  package init() {}

  package static let fields: [JSONField<RedisConfiguration>] = [
    JSONField("addresses", \.addresses, "Host and port of the server, or of the sentinels.") { $0.minItems = 1 },
    JSONField("masterName", \.masterName, "The master that the sentinels watch."),
    JSONField("isCluster", \.isCluster, fallback: false, "Whether it is a Redis Cluster."),
    JSONField("database", \.database, fallback: 0, "The database.") { $0.minimum = 0 },
    JSONField("usernameKey", \.usernameKey, "The secret key with the user's name."),
    JSONField("passwordKey", \.passwordKey, "The secret key with the password."),
    JSONField("tls", \.tls, "TLS to the servers."),
    JSONField("sentinelTLS", \.sentinelTLS, "TLS to the sentinels."),
    JSONField(
      "dialTimeoutSeconds", \.dialTimeoutSeconds, fallback: 5, "Until a connection is open.", bounded),
    JSONField("readTimeoutSeconds", \.readTimeoutSeconds, fallback: 3, "For an answer.", bounded),
    JSONField("writeTimeoutSeconds", \.writeTimeoutSeconds, fallback: 3, "To send a command.", bounded),
  ]

  /// The keys of the secrets that it needs.
  package var neededSecrets: [String] {
    [usernameKey, passwordKey, tls?.authoritiesKey, sentinelTLS?.authoritiesKey].compactMap { $0 }
  }

  private static let bounded: @Sendable (inout JSONSchema) -> Void = {
    $0.minimum = 1
    $0.maximum = 60
  }
}
