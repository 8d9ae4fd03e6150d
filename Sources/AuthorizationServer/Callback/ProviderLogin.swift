import JSON

/// What a login keeps of one provider so that it can be asked again. It prints as nothing that could be a token.
struct ProviderLogin: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  /// The provider's name.
  var provider: String
  /// The person's subject there, and whether it was made up.
  var identity: UpstreamIdentity
  /// `nil` where the provider gave none.
  var refreshToken: String?
  /// Of a client that registered itself.
  var client: ProviderCredentials?

  var description: String { "login at \(UpstreamError.quote(provider))" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

extension ProviderLogin {
  init(_ leg: LoginLeg) {
    self.init(
      provider: leg.provider,
      identity: UpstreamIdentity(subject: leg.identity.subject, isSynthesized: leg.identity.isSynthesized),
      refreshToken: leg.tokens.refreshToken, client: leg.client)
  }

  var json: JSONValue {
    .object(
      JSONObject(present: [
        "n": .string(provider), "p": identity.json, "r": refreshToken.map(JSONValue.string), "c": client?.json,
      ]))
  }

  init?(json: JSONValue?) {
    guard let provider = json?["n"]?.stringValue, let identity = UpstreamIdentity(json: json?["p"]) else { return nil }
    self.init(
      provider: provider, identity: identity, refreshToken: json?["r"]?.stringValue,
      client: ProviderCredentials(json: json?["c"]))
  }
}
