import JSON

/// The tokens of one provider for one login, as they lie sealed in the storage.
struct UpstreamSession: SealedValue, Equatable {
  static let purpose = "upstream-session"

  /// The grant that it belongs to.
  var family: String
  /// The provider's name and `binding`.
  var provider: String
  var binding: String
  /// The gateway's `sub` of the person.
  var subject: String
  /// The client's fingerprint.
  var client: String
  var tokens: UpstreamTokens
  /// Of a client that registered itself at the provider.
  var credentials: ProviderCredentials?
  /// When the login ends at the latest, in Unix seconds.
  var until: Int

  static func key(_ family: String, _ provider: String) -> String { "upstream:\(family):\(provider)" }
  var key: String { Self.key(family, provider) }

  var providerTokens: ProviderTokens {
    ProviderTokens(accessToken: tokens.accessToken, idToken: tokens.idToken, expiresAt: tokens.expiresAt)
  }

  var identity: UpstreamIdentity { tokens.identity ?? UpstreamIdentity(subject: "", isSynthesized: true) }
}

extension UpstreamSession {
  var sealedJSON: JSONValue {
    .object(
      JSONObject(present: [
        "f": .string(family), "n": .string(provider), "b": .string(binding), "s": .string(subject),
        "c": .string(client), "t": tokens.json, "k": credentials?.json, "x": .int(until),
      ]))
  }

  init?(sealedJSON: JSONValue) {
    guard let object = sealedJSON.objectValue, let family = object["f"]?.stringValue,
      let provider = object["n"]?.stringValue, let binding = object["b"]?.stringValue,
      let subject = object["s"]?.stringValue, let client = object["c"]?.stringValue,
      let tokens = UpstreamTokens(json: object["t"]), let until = object["x"]?.intValue
    else { return nil }
    self.init(
      family: family, provider: provider, binding: binding, subject: subject, client: client, tokens: tokens,
      credentials: ProviderCredentials(json: object["k"]), until: until)
  }
}
