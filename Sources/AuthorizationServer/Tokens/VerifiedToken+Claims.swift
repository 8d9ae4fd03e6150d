import JSON

extension VerifiedToken {
  /// A token of an issuer outside the gateway, whose claims were checked: providers name the client and the scopes in
  /// several ways.
  /// - Parameter until: when it need no longer be believed, in Unix seconds.
  package init(issuer: String, external claims: JSONObject, until: Int) {
    let client = ["client_id", "azp", "cid", "appid"].lazy.compactMap { claims[$0]?.stringValue }.first
    let scopes = claims["scp"] ?? claims["scope"]
    self.init(
      issuer: issuer, subject: claims["sub"]?.stringValue ?? "", clientID: client, id: claims["jti"]?.stringValue,
      family: nil,
      scopes: scopes?.arrayValue?.compactMap(\.stringValue)
        ?? scopes?.stringValue?.split(separator: " ").map(String.init) ?? [],
      expiresAt: until, claims: claims, upstream: nil)
  }
}
