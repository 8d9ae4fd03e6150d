import JSON

/// Who a provider says somebody is.
struct UpstreamIdentity: Sendable, Equatable {
  /// The provider's own identifier of the person.
  var subject: String
  var name: String?
  var email: String?
  /// Whether the provider says nothing of people, and the subject was made from the token: each login is a new person.
  var isSynthesized = false
}

extension UpstreamIdentity {
  var json: JSONValue {
    .object(
      JSONObject(present: [
        "s": .string(subject), "n": name.map(JSONValue.string), "e": email.map(JSONValue.string),
        "y": isSynthesized ? true : nil,
      ]))
  }

  init?(json: JSONValue?) {
    guard let subject = json?["s"]?.stringValue else { return nil }
    self.init(
      subject: subject, name: json?["n"]?.stringValue, email: json?["e"]?.stringValue,
      isSynthesized: json?["y"]?.boolValue ?? false)
  }
}
