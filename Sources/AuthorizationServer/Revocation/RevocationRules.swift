import GatewayDocument

/// The configured revocations, ready to be asked.
package struct RevocationRules: Sendable {
  private let rules: [RevocationRule]

  package init(_ rules: [RevocationRule]) { self.rules = rules.filter { !$0.isEmpty } }

  /// Whether an access token that verifies is nevertheless not valid.
  package func revoke(_ token: VerifiedToken) -> Bool {
    !rules.isEmpty && IssuedCredential.all(token).contains { (credential: IssuedCredential) in revoke(credential) }
  }

  func revoke(_ credential: IssuedCredential) -> Bool {
    rules.contains { rule in
      if let user = rule.user, !credential.names.contains(where: { Self.isSame($0, user) }) { return false }
      if let client = rule.client, credential.client != client { return false }
      if let token = rule.token, credential.id != token { return false }
      if let before = rule.issuedBefore, credential.issuedAt >= before { return false }
      return true
    }
  }

  /// E-mail addresses are written with capital letters or without, and a revocation that misses a person for it would let
  /// them in.
  private static func isSame(_ one: String, _ other: String) -> Bool {
    one == other || one.lowercased() == other.lowercased()
  }
}
