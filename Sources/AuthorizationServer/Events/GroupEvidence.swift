import JSON

/// Where a login's group claims were found. Its absence explains most "I cannot see any tool".
package enum GroupEvidence: Sendable, Equatable, CustomStringConvertible {
  case found(claim: String, source: String, count: Int)
  /// The provider names a group claim and left it out, because the person is in too many groups (Entra ID: 200). `instead`
  /// says of another claim that holds groups.
  case overage(source: String, instead: String?)
  /// No claim by any of these names in the access token or the ID token.
  case missing(lookedFor: [String])

  /// The names looked for, in this order, when none is configured.
  static let defaultClaims = ["groups", "roles", "cognito:groups"]

  /// Looks in the access token's claims, then in the ID token's.
  init(accessToken: JSONObject?, idToken: JSONObject?, configured: [String] = []) {
    let names = configured + Self.defaultClaims
    let tokens = [("access token", accessToken), ("ID token", idToken)]
    let found = Self.find(names, in: tokens)
    // Where `groups` is there after all, in the other token, nothing is missing.
    let hasGroups = tokens.contains { _, claims in claims?["groups"]?.arrayValue != nil }
    if !hasGroups, let source = tokens.first(where: { _, claims in Self.isCut(claims, names) })?.0 {
      self = .overage(source: source, instead: found?.description)
    } else {
      self = found ?? .missing(lookedFor: names)
    }
  }

  private static func find(_ names: [String], in tokens: [(String, JSONObject?)]) -> GroupEvidence? {
    for (source, claims) in tokens {
      guard let claims else { continue }
      for name in names {
        guard let values = lookUp(name, in: claims)?.arrayValue else { continue }
        return .found(claim: name, source: source, count: values.count)
      }
    }
    return nil
  }

  /// A distributed claim (OpenID Connect Core section 5.6.2) in the place of groups, or Entra ID's `hasgroups`.
  private static func isCut(_ claims: JSONObject?, _ names: [String]) -> Bool {
    guard let claims else { return false }
    return names.contains { claims["_claim_names"]?[$0] != nil } || claims["hasgroups"] == true
  }

  package var description: String {
    switch self {
    case .found(let claim, let source, let count): "\(count) in the claim \"\(claim)\" of the \(source)"
    case .overage(let source, let instead):
      "the \(source) has no groups, because the person is in too many of them (overage)"
        + (instead.map { "; \($0)" } ?? "")
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
