import JSON

/// Who logged in, and what the identity provider said about them. It travels sealed in the code and in refresh tokens.
struct Login: Sendable, Equatable {
  /// The gateway's `sub`.
  var subject: String
  var name: String?
  var email: String?
  /// The name of the primary identity provider, whose claims these are.
  var upstream: String
  /// The `binding` of the chain of providers at the time of the login.
  var upstreamBinding: String
  /// The claims of the primary provider's access token; `nil` when it is opaque.
  var accessTokenClaims: JSONObject?
  /// The verified claims of its ID token, or what takes their place with plain OAuth 2.0.
  var idTokenClaims: JSONObject
  /// The names of claims that the provider sent and that were too large to be carried.
  var dropped: [String] = []
  /// What is kept to ask the providers again.
  var providers: [ProviderLogin] = []
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
        "p": providers.isEmpty ? nil : .array(providers.map(\.json)),
      ]))
  }

  init?(json: JSONValue?) {
    guard let object = json?.objectValue, let subject = object["s"]?.stringValue,
      let upstream = object["u"]?.stringValue, let binding = object["o"]?.stringValue,
      let idToken = object["i"]?.objectValue
    else { return nil }
    let providers = object["p"]?.arrayValue ?? []
    self.init(
      subject: subject, name: object["n"]?.stringValue, email: object["e"]?.stringValue, upstream: upstream,
      upstreamBinding: binding, accessTokenClaims: object["a"]?.objectValue, idTokenClaims: idToken,
      dropped: object.strings("d") ?? [], providers: providers.compactMap { ProviderLogin(json: $0) })
  }
}
