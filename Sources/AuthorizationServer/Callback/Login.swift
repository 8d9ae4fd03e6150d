import JSON

/// Who logged in, and what the identity provider said about them. It travels sealed in the code and in refresh tokens.
struct Login: Sendable, Equatable {
  /// The gateway's `sub`.
  var subject: String
  var name: String?
  var email: String?
  /// The identity provider's name.
  var upstream: String
  /// The provider's `binding` at the time of the login.
  var upstreamBinding: String
  /// The claims of the provider's access token; `nil` when it is opaque.
  var accessTokenClaims: JSONObject?
  /// The verified claims of the provider's ID token.
  var idTokenClaims: JSONObject
  /// The names of claims that the provider sent and that were too large to be carried.
  var dropped: [String] = []
}

extension Login {
  /// What audit events call the person.
  var user: String { LoggedPerson.name(email: email, name: name, subject: subject) }

  var json: JSONValue {
    .object(
      JSONObject(present: [
        "s": .string(subject), "n": name.map(JSONValue.string), "e": email.map(JSONValue.string),
        "u": .string(upstream), "o": .string(upstreamBinding), "a": accessTokenClaims.map(JSONValue.object),
        "i": .object(idTokenClaims), "d": dropped.isEmpty ? nil : JSONValue(strings: dropped),
      ]))
  }

  init?(json: JSONValue?) {
    guard let object = json?.objectValue, let subject = object["s"]?.stringValue,
      let upstream = object["u"]?.stringValue, let binding = object["o"]?.stringValue,
      let idToken = object["i"]?.objectValue
    else { return nil }
    self.init(
      subject: subject, name: object["n"]?.stringValue, email: object["e"]?.stringValue, upstream: upstream,
      upstreamBinding: binding, accessTokenClaims: object["a"]?.objectValue, idTokenClaims: idToken,
      dropped: object.strings("d") ?? [])
  }
}
