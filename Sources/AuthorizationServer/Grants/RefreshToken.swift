import JSON

/// A refresh token: the `counter`-th of its family. Each use makes the next one.
struct RefreshToken: SealedValue, Equatable {
  static let purpose = "refresh"
  static let prefix = "vmcp_rt_"
  /// In seconds: after this the person logs in anew however often the token was used. What the provider said at the
  /// login is not asked again before.
  static let longestLogin = 30 * 86_400

  var family: String
  var counter: Int
  /// The client's fingerprint.
  var client: String
  /// What was granted at the login; a refresh cannot add to it.
  var scopes: [String]
  var audience: [String]
  var login: Login
  /// When the family began: the login.
  var startedAt: Int
  var expiresAt: Int
}

extension RefreshToken {
  /// `nil` for everything that is no refresh token of this server.
  init?(opening text: String, with seals: Seals) {
    guard text.hasPrefix(Self.prefix),
      let token = seals.open(String(text.dropFirst(Self.prefix.count)), as: RefreshToken.self)
    else { return nil }
    self = token
  }

  var sealedJSON: JSONValue {
    .object([
      "f": .string(family), "k": .int(counter), "c": .string(client), "o": JSONValue(strings: scopes),
      "a": JSONValue(strings: audience), "l": login.json, "t": .int(startedAt), "x": .int(expiresAt),
    ])
  }

  init?(sealedJSON: JSONValue) {
    guard let object = sealedJSON.objectValue, let family = object["f"]?.stringValue,
      let counter = object["k"]?.intValue, let client = object["c"]?.stringValue,
      let scopes = object.strings("o"), let audience = object.strings("a"), let login = Login(json: object["l"]),
      let startedAt = object["t"]?.intValue, let expiresAt = object["x"]?.intValue
    else { return nil }
    self.init(
      family: family, counter: counter, client: client, scopes: scopes, audience: audience, login: login,
      startedAt: startedAt, expiresAt: expiresAt)
  }
}
