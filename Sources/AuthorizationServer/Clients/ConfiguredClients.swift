import GatewayDocument
import OAuth

/// Reads the clients of the configuration, with their secrets.
enum ConfiguredClients {
  /// In characters.
  static let shortestSecret = 32

  static func read(
    _ clients: [ConfiguredClient], _ secrets: GatewaySecrets
  ) throws(AuthorizationServerError) -> [RegisteredClient] {
    var result: [RegisteredClient] = []
    for (index, client) in clients.enumerated() {
      let secret = try secret(client.secretKey, "clients.configured[\(index)].secretKey", secrets)
      let registration = ClientRegistration(
        redirectURIs: [], name: client.id, scopes: client.scopes, mayRefresh: false, issuedAt: 0,
        secret: ClientSecret(of: secret, method: nil))
      result.append(
        RegisteredClient(
          id: client.id, fingerprint: ServerContext.digest(client.id), registration: registration,
          origin: .configured(audiences: client.audiences)))
    }
    return result
  }

  private static func secret(
    _ name: String, _ path: String, _ secrets: GatewaySecrets
  ) throws(AuthorizationServerError) -> String {
    func refuse(_ reason: String) -> AuthorizationServerError {
      AuthorizationServerError(code: .secret, path: path, reason: reason)
    }
    guard let value = secrets[name] else { throw refuse("there is no secret \"\(name)\"") }
    // Secrets written by hand end in a line break more often than not.
    var bytes = value.bytes[...]
    while let last = bytes.last, last == UInt8(ascii: "\n") || last == UInt8(ascii: "\r") { bytes.removeLast() }
    guard let text = String(validating: bytes, as: UTF8.self) else { throw refuse("\"\(name)\" is not text") }
    guard text.unicodeScalars.count >= shortestSecret else {
      throw refuse("\"\(name)\" is shorter than \(shortestSecret) characters")
    }
    return text
  }
}
