import JSON
import OAuth

/// What a client registered. Its sealed form is the `client_id`: the server keeps nothing.
struct ClientRegistration: SealedValue, Equatable {
  static let purpose = "client"

  var redirectURIs: [String]
  /// Chosen by the client; unverified.
  var name: String
  var scopes: [String]
  /// Whether it registered the `refresh_token` grant.
  var mayRefresh: Bool
  /// Unix time.
  var issuedAt: Int
}

extension ClientRegistration {
  var sealedJSON: JSONValue {
    .object(
      JSONObject(present: [
        "r": JSONValue(strings: redirectURIs), "n": name.isEmpty ? nil : .string(name), "s": JSONValue(strings: scopes),
        "f": mayRefresh ? nil : false, "i": .int(issuedAt),
      ]))
  }

  init?(sealedJSON: JSONValue) {
    guard let object = sealedJSON.objectValue, let redirectURIs = object.strings("r"), let scopes = object.strings("s"),
      let issuedAt = object["i"]?.intValue
    else { return nil }
    self.init(
      redirectURIs: redirectURIs, name: object["n"]?.stringValue ?? "", scopes: scopes,
      mayRefresh: object["f"]?.boolValue ?? true, issuedAt: issuedAt)
  }
}

extension ClientRegistration {
  init(_ metadata: ClientMetadata, issuedAt: Int) {
    self.init(
      redirectURIs: metadata.redirectURIs.map(\.text), name: metadata.name ?? "", scopes: metadata.scopes.names,
      mayRefresh: metadata.mayRefresh, issuedAt: issuedAt)
  }
}
