import JOSE

/// The names of what lies in Redis. All of one virtual server's have one hash tag, the braces: in a cluster they lie at
/// one server, where one script may use several of them.
struct RedisKeys: Sendable {
  private let prefix: String
  /// A sorted set of everything that is revoked, by its end.
  let revoked: [UInt8]
  /// A stream of the revocations as they are made.
  let news: [UInt8]

  init(namespace: String, name: String) {
    prefix = "thv:auth:{\(namespace):\(name)}:"
    revoked = Array((prefix + "revoked").utf8)
    news = Array((prefix + "revocations").utf8)
  }

  func spent(_ id: String) -> [UInt8] { Array((prefix + "spent:" + Self.name(id)).utf8) }
  func family(_ id: String) -> [UInt8] { Array((prefix + "family:" + Self.name(id)).utf8) }
  func value(_ key: String) -> [UInt8] { Array((prefix + "value:" + Self.name(key)).utf8) }

  /// What anything is known by: short plain names are their own, all others are digested, so that no name can be that of
  /// something else, and none is long.
  static func name(_ id: String) -> String {
    let isPlain =
      id.utf8.count <= 64
      && id.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_")
      }
    return isPlain && !id.isEmpty ? id : "~" + SHA256Digest(of: id).base64URL
  }
}
