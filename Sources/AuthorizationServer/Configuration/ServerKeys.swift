import GatewayDocument
import JOSE

/// The secrets of an authorization server, read.
struct ServerKeys: Sendable {
  let signing: SigningKeyRing
  let sealing: SealingKeyRing
  let upstreams: [UpstreamProvider.Settings]

  init(
    _ configuration: AuthorizationServerConfiguration, _ secrets: GatewaySecrets
  ) throws(AuthorizationServerError) {
    var signing: [PrivateKey] = []
    for (index, name) in configuration.signingKeys.enumerated() {
      let path = "signingKeys[\(index)]"
      let secret = try Self.secret(name, path, secrets)
      do throws(KeyError) {
        signing.append(try PrivateKey(pem: secret.bytes))
      } catch {
        throw AuthorizationServerError(code: .secret, path: path, reason: "\"\(name)\": \(error)")
      }
    }
    var sealing: [SealingKey] = []
    for (index, name) in configuration.sealingKeys.enumerated() {
      let path = "sealingKeys[\(index)]"
      let secret = try Self.secret(name, path, secrets)
      do throws(KeyError) {
        sealing.append(try SealingKey(secret: secret.bytes))
      } catch {
        throw AuthorizationServerError(code: .secret, path: path, reason: "\"\(name)\": \(error)")
      }
    }
    guard let signing = SigningKeyRing(signing) else {
      throw AuthorizationServerError(code: .secret, path: "signingKeys", reason: "at least one key is needed")
    }
    guard let sealing = SealingKeyRing(sealing) else {
      throw AuthorizationServerError(code: .secret, path: "sealingKeys", reason: "at least one key is needed")
    }
    self.signing = signing
    self.sealing = sealing
    var upstreams: [UpstreamProvider.Settings] = []
    for (index, upstream) in configuration.upstreams.enumerated() {
      let path = "upstreams[\(index)]"
      var settings = UpstreamProvider.Settings(configuration: upstream)
      settings.secret = try Self.text(upstream.clientSecretKey, path + ".clientSecretKey", secrets)
      settings.initialAccessToken = try Self.text(
        upstream.oauth2?.registration?.initialAccessTokenKey, path + ".oauth2.registration.initialAccessTokenKey",
        secrets)
      upstreams.append(settings)
    }
    self.upstreams = upstreams
  }

  private static func text(
    _ name: String?, _ path: String, _ secrets: GatewaySecrets
  ) throws(AuthorizationServerError) -> String? {
    guard let name else { return nil }
    // Secrets written by hand end in a line break more often than not.
    var bytes = try secret(name, path, secrets).bytes[...]
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
      throw AuthorizationServerError(code: .secret, path: path, reason: "\"\(name)\" is empty or not text")
    }
    return text
  }

  private static func secret(
    _ name: String, _ path: String, _ secrets: GatewaySecrets
  ) throws(AuthorizationServerError) -> SecretValue {
    guard let secret = secrets[name] else {
      throw AuthorizationServerError(code: .secret, path: path, reason: "there is no secret \"\(name)\"")
    }
    return secret
  }
}
