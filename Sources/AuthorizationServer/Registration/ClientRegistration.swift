import JOSE
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
  /// `nil` for a public client.
  var secret: ClientSecret?
}

extension ClientRegistration {
  var sealedJSON: JSONValue {
    .object(
      JSONObject(present: [
        "r": JSONValue(strings: redirectURIs), "n": name.isEmpty ? nil : .string(name), "s": JSONValue(strings: scopes),
        "f": mayRefresh ? nil : false, "i": .int(issuedAt),
        "d": (secret?.digest).map { .string(Base64URL.encode($0)) },
        "m": (secret?.method).map { .string($0.rawValue) },
      ]))
  }

  init?(sealedJSON: JSONValue) {
    guard let object = sealedJSON.objectValue, let redirectURIs = object.strings("r"), let scopes = object.strings("s"),
      let issuedAt = object["i"]?.intValue
    else { return nil }
    var secret: ClientSecret?
    if let text = object["d"] {
      // A client with a secret must not become one without.
      guard let digest = text.stringValue.flatMap({ Base64URL.decode($0) }), digest.count == 32 else { return nil }
      secret = ClientSecret(
        digest: digest, method: object["m"]?.stringValue.flatMap(ClientAuthenticationMethod.init))
    }
    self.init(
      redirectURIs: redirectURIs, name: object["n"]?.stringValue ?? "", scopes: scopes,
      mayRefresh: object["f"]?.boolValue ?? true, issuedAt: issuedAt, secret: secret)
  }
}

extension ClientRegistration {
  /// - Parameter secret: of a client that gets one.
  init(_ metadata: ClientMetadata, issuedAt: Int, secret: String? = nil) {
    let method = metadata.isUpgraded ? nil : metadata.authentication
    self.init(
      redirectURIs: metadata.redirectURIs.map(\.text), name: metadata.name ?? "", scopes: metadata.scopes.names,
      mayRefresh: metadata.mayRefresh, issuedAt: issuedAt, secret: secret.map { ClientSecret(of: $0, method: method) })
  }
}
