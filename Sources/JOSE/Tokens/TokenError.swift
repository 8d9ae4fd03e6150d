/// Why a token is refused. Neither text ever contains the token or a part of it that could be used.
package struct TokenError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable, CaseIterable {
    case malformed, tooLarge, unsupportedAlgorithm, unsupportedHeader, unknownKey, badSignature
    case missingExpiry, expired, notYetValid, issuedInFuture, wrongIssuer, wrongAudience, missingSubject
    /// The kind of token (`typ`, `nonce`, `azp`, a claim of the issuer's own) is not the expected one.
    case wrongClaim
    /// Its issuer says that it is no longer valid, or never was.
    case inactive
  }

  package let code: Code
  /// For whoever presented the token.
  package let reason: String
  /// For the operator's log: what was expected and what came. Empty when `reason` says all.
  package let detail: String

  package init(_ code: Code, _ reason: String, detail: String = "") {
    self.code = code
    self.reason = reason
    self.detail = detail
  }

  package var description: String { detail.isEmpty ? reason : reason + " (" + detail + ")" }

  /// A claim's value for `detail`: printable ASCII, at most 200 characters, in quotes.
  package static func quoted(_ text: String) -> String {
    let printable = text.unicodeScalars.prefix(200).map { (0x20...0x7E).contains($0.value) ? Character($0) : "?" }
    return "\"" + String(printable) + (text.unicodeScalars.count > 200 ? "…" : "") + "\""
  }
}
