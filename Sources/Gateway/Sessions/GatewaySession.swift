import MCP

/// A client's session. All of it is in the session id, so every replica knows it.
struct GatewaySession: Sendable, Equatable {
  let protocolVersion: ProtocolVersion
  /// Unix time in seconds.
  let expiry: Int64
  /// Tells it from every other session.
  let nonce: [UInt8]

  static let lifespan: Int64 = 24 * 3600
  static let nonceLength = 16

  init(protocolVersion: ProtocolVersion, expiry: Int64, nonce: [UInt8]) {
    self.protocolVersion = protocolVersion
    self.expiry = expiry
    self.nonce = nonce
  }

  /// The form that is sealed: expiry in eight bytes, the nonce, the protocol version.
  var bytes: [UInt8] {
    withUnsafeBytes(of: expiry.bigEndian) { Array($0) } + nonce + Array(protocolVersion.rawValue.utf8)
  }

  init?(_ bytes: [UInt8]) {
    guard bytes.count > 8 + Self.nonceLength,
      let version = ProtocolVersion(rawValue: String(decoding: bytes[(8 + Self.nonceLength)...], as: UTF8.self))
    else { return nil }
    expiry = bytes[..<8].reduce(0) { $0 << 8 | Int64($1) }
    nonce = Array(bytes[8..<(8 + Self.nonceLength)])
    protocolVersion = version
  }
}
