import GatewayDocument

/// The keys that the operator makes for a gateway: once, and kept for as long as the Secret is there.
struct GatewayKeys {
  struct Made {
    var created: [String: SecretValue] = [:]
    /// What is wrong with a key that is there, given the Secret's name.
    var problem: ((String) -> String)?
  }

  let existing: [String: SecretValue]?

  /// Adds both keys to `data`: the ones that are there, new ones for those that are not.
  func complete(_ data: inout GatewaySecretData, using maker: some KeyMaker) throws -> Made {
    var made = Made()
    if let key = existing?[GatewaySecretData.signingKey] {
      data.set(key, for: GatewaySecretData.signingKey)
      if let problem = SecretChecks.signingKey(key) {
        made.problem = { Self.problem(GatewaySecretData.signingKey, $0, problem) }
      }
    } else {
      made.created[GatewaySecretData.signingKey] = try maker.signingKey()
    }
    if let key = existing?[GatewaySecretData.sealingKey] {
      data.set(key, for: GatewaySecretData.sealingKey)
      if let problem = SecretChecks.sealingKey(key) {
        made.problem = { Self.problem(GatewaySecretData.sealingKey, $0, problem) }
      }
    } else {
      made.created[GatewaySecretData.sealingKey] = try maker.sealingKey()
    }
    for (name, key) in made.created { data.set(key, for: name) }
    return made
  }

  private static func problem(_ key: String, _ secret: String, _ what: String) -> String {
    "key \"\(key)\" of Secret \"\(secret)\" \(what); without the key a new one is made, and people log in anew"
  }
}
