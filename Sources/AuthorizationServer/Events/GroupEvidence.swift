import JSON

/// Where a login's group claims were found. Its absence explains most "I cannot see any tool".
package enum GroupEvidence: Sendable, Equatable, CustomStringConvertible {
  case found(claim: String, source: String, count: Int)
  /// No claim by any of these names in the access token or the ID token.
  case missing(lookedFor: [String])

  /// The names looked for, in this order, when none is configured.
  static let defaultClaims = ["groups", "roles", "cognito:groups"]

  /// Looks in the access token's claims, then in the ID token's.
  init(accessToken: JSONObject?, idToken: JSONObject?, configured: [String] = []) {
    let names = configured + Self.defaultClaims
    for (source, claims) in [("access token", accessToken), ("ID token", idToken)] {
      guard let claims else { continue }
      for name in names {
        guard let values = Self.lookUp(name, in: claims)?.arrayValue else { continue }
        self = .found(claim: name, source: source, count: values.count)
        return
      }
    }
    self = .missing(lookedFor: names)
  }

  package var description: String {
    switch self {
    case .found(let claim, let source, let count): "\(count) in the claim \"\(claim)\" of the \(source)"
    case .missing(let names): "no group claim (looked for \(names.joined(separator: ", ")))"
    }
  }

  /// As an exact top-level claim first, then as a dotted path.
  private static func lookUp(_ name: String, in claims: JSONObject) -> JSONValue? {
    if let exact = claims[name] { return exact }
    guard name.contains(".") else { return nil }
    return name.split(separator: ".").reduce(JSONValue?.some(.object(claims))) { $0?[String($1)] }
  }
}
