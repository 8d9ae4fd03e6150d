import GatewayDocument
import Redis
import TLS

/// Why a Redis cannot be used as it is configured.
package struct RedisConfigurationError: Error, Sendable, CustomStringConvertible {
  /// Below `authorizationServer.storage.redis`.
  package let path: String
  package let reason: String
  package var description: String { "\(path): \(reason)" }
}

extension RedisSettings {
  /// - Throws: for what cannot be read, naming the place in the configuration and no secret.
  package init(_ configuration: RedisConfiguration, _ secrets: GatewaySecrets) throws(RedisConfigurationError) {
    let port = configuration.masterName == nil ? RedisEndpoint.defaultPort : RedisEndpoint.defaultSentinelPort
    var endpoints: [RedisEndpoint] = []
    for (index, text) in configuration.addresses.enumerated() {
      guard let endpoint = RedisEndpoint(text, defaultPort: port) else {
        throw RedisConfigurationError(path: "addresses[\(index)]", reason: "\"\(text)\" is not a host and a port")
      }
      endpoints.append(endpoint)
    }
    guard let first = endpoints.first else {
      throw RedisConfigurationError(path: "addresses", reason: "at least one is needed")
    }
    let sentinelTLS = try Self.tls(configuration.sentinelTLS, "sentinelTLS", secrets)
    if let master = configuration.masterName {
      self.init(.sentinels(endpoints, master: master, tls: sentinelTLS))
    } else {
      guard endpoints.count == 1 else {
        throw RedisConfigurationError(path: "addresses", reason: "several addresses are those of sentinels")
      }
      self.init(configuration.isCluster ? .cluster(first) : .server(first))
    }
    database = configuration.database
    tls = try Self.tls(configuration.tls, "tls", secrets)
    if let key = configuration.passwordKey {
      var username: String?
      if let key = configuration.usernameKey { username = try Self.text(key, "usernameKey", secrets) }
      credentials = RedisCredentials(username: username, password: try Self.text(key, "passwordKey", secrets))
    }
    dialTimeout = .seconds(configuration.dialTimeoutSeconds)
    readTimeout = .seconds(configuration.readTimeoutSeconds)
    writeTimeout = .seconds(configuration.writeTimeoutSeconds)
  }

  private static func tls(
    _ configuration: RedisConfiguration.TLS?, _ path: String, _ secrets: GatewaySecrets
  ) throws(RedisConfigurationError) -> TLSClientSettings? {
    guard let configuration else { return nil }
    var settings = TLSClientSettings(verifies: !configuration.skipsVerification)
    if let key = configuration.authoritiesKey {
      guard let authorities = secrets[key]?.bytes else {
        throw RedisConfigurationError(path: path + ".authoritiesKey", reason: "there is no secret \"\(key)\"")
      }
      settings.authorities = authorities
      do throws(TLSError) {
        _ = try TLSClient(settings)
      } catch {
        throw RedisConfigurationError(path: path + ".authoritiesKey", reason: "\"\(key)\": \(error)")
      }
    }
    return settings
  }

  /// Secrets written by hand end in a line break more often than not.
  private static func text(
    _ key: String, _ path: String, _ secrets: GatewaySecrets
  ) throws(RedisConfigurationError) -> String {
    var bytes = (secrets[key]?.bytes ?? [])[...]
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self), !text.isEmpty else {
      throw RedisConfigurationError(path: path, reason: "\"\(key)\" is empty or not text")
    }
    return text
  }
}
