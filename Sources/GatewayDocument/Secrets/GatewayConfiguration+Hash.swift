import JOSE

extension GatewayConfiguration {
  /// Identifies the document and the secrets that it needs: equal ones have equal hashes. The operator compares it with
  /// what a gateway says it serves.
  ///
  /// The first 16 hexadecimal digits of a SHA-256 of the document's text and the secrets; no secret can be had from it
  /// that is not known already.
  package func hash(_ secret: (String) -> SecretValue?) -> String {
    let parts = neededSecrets.flatMap { SHA256Digest(of: secret($0)?.bytes ?? []).bytes }
    return SHA256Digest(of: SHA256Digest(of: text).bytes + parts).bytes.prefix(8)
      .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
