import JSON

/// An authorization request that was found valid (RFC 6749 section 4.1.1, RFC 7636, RFC 8707).
struct AuthorizationRequest: Sendable, Equatable {
  /// The client's fingerprint and the name it gave itself.
  var client: String
  var clientName: String
  /// The concrete one, with the port that the client listens on.
  var redirectURI: String
  /// Whether the client sent it; then the token request must repeat it.
  var hasExplicitRedirect: Bool
  /// Whatever the client sent, returned as it is.
  var state: String?
  /// S256.
  var codeChallenge: String
  var scopes: [String]
  /// The audience that the client asked for, in its configured spelling.
  var resource: String?
  /// Who serves the document that the client is known by.
  var documentHost: String?
}

extension AuthorizationRequest {
  var json: JSONValue {
    .object(
      JSONObject(present: [
        "c": .string(client), "n": clientName.isEmpty ? nil : .string(clientName), "r": .string(redirectURI),
        "e": hasExplicitRedirect ? nil : false, "s": state.map(JSONValue.string), "h": .string(codeChallenge),
        "o": JSONValue(strings: scopes), "a": resource.map(JSONValue.string),
        "d": documentHost.map(JSONValue.string),
      ]))
  }

  init?(json: JSONValue?) {
    guard let object = json?.objectValue, let client = object["c"]?.stringValue,
      let redirectURI = object["r"]?.stringValue, let challenge = object["h"]?.stringValue,
      let scopes = object.strings("o")
    else { return nil }
    self.init(
      client: client, clientName: object["n"]?.stringValue ?? "", redirectURI: redirectURI,
      hasExplicitRedirect: object["e"]?.boolValue ?? true, state: object["s"]?.stringValue, codeChallenge: challenge,
      scopes: scopes, resource: object["a"]?.stringValue, documentHost: object["d"]?.stringValue)
  }
}
