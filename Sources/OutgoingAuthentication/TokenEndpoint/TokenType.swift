/// Names of grants and of kinds of tokens.
enum TokenType {
  /// RFC 8693 section 2.1.
  static let exchangeGrant = "urn:ietf:params:oauth:grant-type:token-exchange"
  /// RFC 7523 section 2.1.
  static let assertionGrant = "urn:ietf:params:oauth:grant-type:jwt-bearer"

  /// RFC 8693 section 3.
  static let accessToken = "urn:ietf:params:oauth:token-type:access_token"
  static let idToken = "urn:ietf:params:oauth:token-type:id_token"
  static let jwt = "urn:ietf:params:oauth:token-type:jwt"
  /// Identity Assertion Authorization Grant, section 4.
  static let identityAssertion = "urn:ietf:params:oauth:token-type:id-jag"
}
