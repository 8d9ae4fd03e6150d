import JOSE
import JSON

/// What the identity provider said about a person, as policies need it. It travels sealed in the access token's `tsid`,
/// so that every replica can decide and no client can read it.
package struct UpstreamClaims: Sendable, Equatable {
  /// The provider's name in the configuration.
  package var provider: String
  /// The claims of the provider's access token; `nil` when it is opaque.
  package var accessToken: JSONObject?
  /// The verified claims of the provider's ID token.
  package var idToken: JSONObject?
  /// The names of claims that the provider sent and that did not fit; a policy that asks for one does not find it.
  package var dropped: [String]

  package init(provider: String, accessToken: JSONObject?, idToken: JSONObject?, dropped: [String] = []) {
    self.provider = provider
    self.accessToken = accessToken
    self.idToken = idToken
    self.dropped = dropped
  }

  private static let purpose = "upstream-claims"

  /// - Parameter issuer: the gateway's issuer; the value opens for no other.
  func sealed(with seals: SealingKeyRing, issuer: String) -> String {
    seals.seal(json.bytes(), purpose: Self.purpose, context: issuer)
  }

  init?(opening text: String, with seals: SealingKeyRing, issuer: String) {
    guard let bytes = try? seals.open(text, purpose: Self.purpose, context: issuer),
      let json = try? JSONValue(reading: bytes), let provider = json["p"]?.stringValue
    else { return nil }
    self.init(
      provider: provider, accessToken: json["a"]?.objectValue, idToken: json["i"]?.objectValue,
      dropped: json["d"]?.arrayValue?.compactMap(\.stringValue) ?? [])
  }

  var json: JSONValue {
    var json: JSONValue = ["p": .string(provider)]
    json["a"] = accessToken.map(JSONValue.object)
    json["i"] = idToken.map(JSONValue.object)
    if !dropped.isEmpty { json["d"] = .array(dropped.map(JSONValue.string)) }
    return json
  }
}
