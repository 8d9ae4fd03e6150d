import JOSE

extension VerifiedToken {
  /// The values of `aud`.
  package var audience: [String] { JWTValidator.audiences(claims) }

  /// Whether somebody else acts for the subject (RFC 8693 section 4.1). What the person's identity provider handed out is
  /// not for such a token.
  package var isDelegated: Bool { claims["act"] != nil }

  /// Who acts; `nil` where the subject does.
  package var delegation: DelegationChain? { DelegationChain(act: claims["act"]) }

  /// The login whose provider tokens may be used for backends: none for whoever acts for a person.
  package var login: String? { isDelegated ? nil : family }

  /// How the `client_id` of a token begins that was issued for an assertion (RFC 7523), which no client sent.
  static let assertionClient = "synthetic:jwt-bearer-"

  /// Whether nobody logged in here for the token: its subject comes from a trusted issuer, and its own claims are all that
  /// policies can know (DIV-15).
  package var isWithoutLogin: Bool {
    upstream == nil && (isDelegated || clientID?.hasPrefix(Self.assertionClient) == true)
  }
}
