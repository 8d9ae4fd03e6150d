import TLS

/// Where the server is that takes writes.
package enum RedisTopology: Sendable, Equatable {
  case server(RedisEndpoint)
  /// Redis Cluster, entered at a server of it: the keys that are used have one hash tag, so all of them are at one server.
  case cluster(RedisEndpoint)
  /// The sentinels know. They are asked one after the other.
  case sentinels([RedisEndpoint], master: String, tls: TLSClientSettings?)
}
