import JOSE
import JSON

/// What an identity provider gave for a code or a refresh token, checked. It prints as nothing that could be a token.
struct UpstreamTokens: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
  /// The longest refresh token that is kept, in bytes: it travels inside our own.
  static let longestRefreshToken = 4096

  /// `nil` where the answer to a refresh says nothing of the person.
  var identity: UpstreamIdentity?
  var accessToken: String
  var refreshToken: String?
  /// Its signature, issuer, audience and lifetime were checked.
  var idToken: String?
  /// What a plain OAuth 2.0 provider says of the person.
  var userInfo: JSONObject?
  /// Of the access token, in Unix seconds; `nil` when it does not run out.
  var expiresAt: Int?

  /// The claims of the access token where it is a JWT. Its signature is not checked: it came from the token endpoint
  /// itself, over the provider's TLS, and is meant for another audience.
  var accessTokenClaims: JSONObject? { Self.claims(of: accessToken) }

  /// The verified claims of the ID token, or what takes their place with plain OAuth 2.0.
  var identityClaims: JSONObject? { idToken.flatMap(Self.claims) ?? userInfo }

  /// The payload of a JWT; `nil` for an opaque token.
  static func claims(of token: String) -> JSONObject? {
    guard token.split(separator: ".", omittingEmptySubsequences: false).count == 3 else { return nil }
    return try? JWT.unverifiedClaims(of: token)
  }

  /// What the answer to a refresh leaves out stays as it was (RFC 6749 section 6, OpenID Connect Core section 12.2).
  func carryingForward(_ earlier: UpstreamTokens) -> UpstreamTokens {
    var tokens = self
    tokens.identity = identity ?? earlier.identity
    tokens.refreshToken = refreshToken ?? earlier.refreshToken
    tokens.idToken = idToken ?? earlier.idToken
    tokens.userInfo = userInfo ?? earlier.userInfo
    return tokens
  }

  var description: String { "tokens [redacted]" }
  var customMirror: Mirror { Mirror(self, children: []) }
}

extension UpstreamTokens {
  var json: JSONValue {
    .object(
      JSONObject(present: [
        "p": identity?.json, "a": .string(accessToken), "r": refreshToken.map(JSONValue.string),
        "i": idToken.map(JSONValue.string), "u": userInfo.map(JSONValue.object), "x": expiresAt.map(JSONValue.int),
      ]))
  }

  init?(json: JSONValue?) {
    guard let access = json?["a"]?.stringValue else { return nil }
    self.init(
      identity: UpstreamIdentity(json: json?["p"]), accessToken: access, refreshToken: json?["r"]?.stringValue,
      idToken: json?["i"]?.stringValue, userInfo: json?["u"]?.objectValue, expiresAt: json?["x"]?.intValue)
  }
}
