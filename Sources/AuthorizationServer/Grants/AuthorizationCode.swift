import JSON

/// An authorization code. It is single use, short-lived and worth nothing without the client's PKCE verifier.
struct AuthorizationCode: SealedValue, Equatable {
  static let purpose = "code"

  /// Where the login is.
  enum Content: Equatable, Sendable {
    case inside(Login)
    /// In the storage under the code's identifier, because it is too large for a URL.
    case stored
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
  var sealedJSON: JSONValue {
    var login: JSONValue?
    if case .inside(let value) = content { login = value.json }
    return .object(
      JSONObject(present: [
        "i": .string(id), "f": .string(family), "c": .string(client), "r": redirectURI.map(JSONValue.string),
        "h": .string(codeChallenge), "o": JSONValue(strings: scopes), "a": resource.map(JSONValue.string),
        "l": login, "x": .int(expiresAt),
      ]))
  }

  init?(sealedJSON: JSONValue) {
    guard let object = sealedJSON.objectValue, let id = object["i"]?.stringValue,
      let family = object["f"]?.stringValue, let client = object["c"]?.stringValue,
      let challenge = object["h"]?.stringValue, let scopes = object.strings("o"),
      let expiresAt = object["x"]?.intValue
    else { return nil }
    var content = Content.stored
    if let value = object["l"] {
      guard let login = Login(json: value) else { return nil }
      content = .inside(login)
    }
    self.init(
      id: id, family: family, client: client, redirectURI: object["r"]?.stringValue, codeChallenge: challenge,
      scopes: scopes, resource: object["a"]?.stringValue, content: content, expiresAt: expiresAt)
  }
}
