import JSON

/// An authorization code. It is single use, short-lived and worth nothing without the client's PKCE verifier.
struct AuthorizationCode: SealedValue, Equatable {
  static let purpose = "code"

  /// Where the login is.
  enum Content: Equatable, Sendable {
    case inside(Login)
    /// In the storage under the code's identifier, because it is too large for a URL.
    case stored(upstreamBinding: String)
  }

  /// Used up by the token request.
  var id: String
  /// The refresh family that it starts; revoked when the code is used twice.
  var family: String
  /// The client's fingerprint.
  var client: String
  /// `nil` when the authorization request had none and the client's only one was used.
  var redirectURI: String?
  var codeChallenge: String
  var scopes: [String]
  var resource: String?
  var content: Content
  var expiresAt: Int
}

extension AuthorizationCode {
  /// Of the provider that the login was made at.
  var upstreamBinding: String {
    switch content {
    case .inside(let login): login.upstreamBinding
    case .stored(let binding): binding
    }
  }

  var sealedJSON: JSONValue {
    var (login, binding): (JSONValue?, JSONValue?)
    switch content {
    case .inside(let value): login = value.json
    case .stored(let value): binding = .string(value)
    }
    return .object(
      JSONObject(present: [
        "i": .string(id), "f": .string(family), "c": .string(client), "r": redirectURI.map(JSONValue.string),
        "h": .string(codeChallenge), "o": JSONValue(strings: scopes), "a": resource.map(JSONValue.string),
        "l": login, "u": binding, "x": .int(expiresAt),
      ]))
  }

  init?(sealedJSON: JSONValue) {
    guard let object = sealedJSON.objectValue, let id = object["i"]?.stringValue,
      let family = object["f"]?.stringValue, let client = object["c"]?.stringValue,
      let challenge = object["h"]?.stringValue, let scopes = object.strings("o"),
      let expiresAt = object["x"]?.intValue
    else { return nil }
    let content: Content
    if let login = Login(json: object["l"]) {
      content = .inside(login)
    } else if let binding = object["u"]?.stringValue {
      content = .stored(upstreamBinding: binding)
    } else {
      return nil
    }
    self.init(
      id: id, family: family, client: client, redirectURI: object["r"]?.stringValue, codeChallenge: challenge,
      scopes: scopes, resource: object["a"]?.stringValue, content: content, expiresAt: expiresAt)
  }
}
