import JOSE

extension VerifiedToken {
  /// The values of `aud`.
  package var audience: [String] { JWTValidator.audiences(claims) }

  /// Whether somebody else acts for the subject (RFC 8693 section 4.1). What the person's identity provider handed out is
  /// not for such a token.
  package var isDelegated: Bool { claims["act"] != nil }
}
