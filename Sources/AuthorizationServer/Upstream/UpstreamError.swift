/// Why an identity provider could not be used or its answer not be trusted. It is for operators; clients are told
/// less.
struct UpstreamError: Error, Sendable, CustomStringConvertible {
  enum Code: String, Sendable {
    /// No answer, or none that could be read.
    case unreachable
    /// Its discovery document or its keys are not usable.
    case metadata
    /// It refused the authorization code or the refresh token.
    case exchange
    /// The ID token is missing or not valid.
    case idToken
    /// No key that the provider publishes, or that is known of it, verifies its ID token.
    case keys
    /// The person cannot be told from the tokens, or is another one.
    case identity
    /// The gateway could not register itself.
    case registration
  }

  /// OAuth errors that are about the person and what they may: the login is over. All others are about the request, the
  /// gateway's own registration or the provider's health, and no reason to log anybody out.
  private static let personErrors: Set<String> = [
    "invalid_grant", "access_denied", "interaction_required", "login_required", "consent_required",
    "account_selection_required",
    // GitHub's word for invalid_grant at a refresh.
    "bad_refresh_token",
  ]

  let code: Code
  /// The provider's name.
  let provider: String
  let reason: String
  /// The error of RFC 6749 that the provider answered with.
  var oauthError: String?

  var description: String { "identity provider \"\(provider)\": \(reason)" }

  /// Whether a login that was good is so no longer.
  var endsLogin: Bool {
    switch code {
    case .identity, .idToken: true
    case .exchange: oauthError.map(Self.personErrors.contains) ?? false
    case .unreachable, .metadata, .keys, .registration: false
    }
  }

  /// Text from outside, fit for a log line: printable ASCII, at most 120 characters.
  static func quote(_ text: String) -> String {
    let clean = text.unicodeScalars.prefix(120).map { scalar in
      (0x20...0x7E).contains(scalar.value) && scalar != "\"" ? Character(scalar) : "?"
    }
    return "\"" + String(clean) + "\""
  }
}
