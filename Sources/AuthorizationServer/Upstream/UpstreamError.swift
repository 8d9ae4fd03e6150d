/// Why an identity provider could not be used or its answer not be trusted. It is for operators; clients are told
/// less.
struct UpstreamError: Error, Sendable, CustomStringConvertible {
  enum Code: String, Sendable {
    /// No answer, or none that could be read.
    case unreachable
    /// Its discovery document or its keys are not usable.
    case metadata
    /// It refused the authorization code.
    case exchange
    /// The ID token is missing or not valid.
    case idToken
    /// The person cannot be told from the tokens.
    case identity
  }

  let code: Code
  /// The provider's name.
  let provider: String
  let reason: String

  var description: String { "identity provider \"\(provider)\": \(reason)" }

  /// Text from outside, fit for a log line: printable ASCII, at most 120 characters.
  static func quote(_ text: String) -> String {
    let clean = text.unicodeScalars.prefix(120).map { scalar in
      (0x20...0x7E).contains(scalar.value) && scalar != "\"" ? Character(scalar) : "?"
    }
    return "\"" + String(clean) + "\""
  }
}
