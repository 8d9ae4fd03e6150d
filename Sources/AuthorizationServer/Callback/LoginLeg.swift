import JSON

/// One provider's part of a login, right after it.
struct LoginLeg: Sendable, Equatable {
  /// The provider's name.
  var provider: String
  /// The provider's `binding`.
  var binding: String
  var identity: UpstreamIdentity
  var tokens: UpstreamTokens
  /// Of a client that registered itself; the tokens are good with these alone.
  var client: ProviderCredentials?

  /// Whether two providers of one issuer named two people. Entra ID's `sub` differs for each application; `oid` does not.
  func isSomebodyElse(than other: LoginLeg) -> Bool {
    guard let mine = tokens.identityClaims, let theirs = other.tokens.identityClaims,
      let issuer = mine["iss"]?.stringValue, issuer == theirs["iss"]?.stringValue
    else { return false }
    if let one = mine["oid"], let two = theirs["oid"] { return one != two }
    return mine["tid"] == nil && mine["sub"] != theirs["sub"]
  }
}

extension LoginLeg {
  var json: JSONValue {
    .object(
      JSONObject(present: [
        "n": .string(provider), "b": .string(binding), "p": identity.json, "t": tokens.json, "c": client?.json,
      ]))
  }

  init?(json: JSONValue?) {
    guard let provider = json?["n"]?.stringValue, let binding = json?["b"]?.stringValue,
      let identity = UpstreamIdentity(json: json?["p"]), let tokens = UpstreamTokens(json: json?["t"])
    else { return nil }
    self.init(
      provider: provider, binding: binding, identity: identity, tokens: tokens,
      client: ProviderCredentials(json: json?["c"]))
  }
}
