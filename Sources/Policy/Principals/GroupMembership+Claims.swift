import Cedar
import JSON

extension GroupMembership {
  /// Looks for groups in each token in turn, for roles likewise; the first token that holds a list wins.
  init(_ claims: IdentityClaims, _ settings: GroupSettings) {
    self.init()
    tokens = claims.tokens.map(\.token)
    self.claims = settings.groupClaims + (settings.roleClaim.map { [$0] } ?? [])
    take(settings.groupClaims, claims)
    if let roleClaim = settings.roleClaim { take([roleClaim], claims) }
  }

  private mutating func take(_ names: [String], _ claims: IdentityClaims) {
    for (token, object) in claims.tokens {
      for name in names {
        guard let value = Self.lookUp(name, object), !value.isNull else { continue }
        let source = Source(token: token, claim: name)
        guard case .array(let elements) = value else {
          if !malformed.contains(source) { malformed.append(source) }
          continue
        }
        if !sources.contains(source) { sources.append(source) }
        var seen = Set(self.names.map { CedarString($0) })
        self.names += elements.compactMap(\.stringValue).filter { seen.insert(CedarString($0)).inserted }
        return
      }
    }
  }

  /// The claim of exactly this name, else what a dotted path leads to.
  private static func lookUp(_ name: String, _ claims: JSONObject) -> JSONValue? {
    if let value = claims[name] { return value }
    let path = name.split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    guard path.count > 1 else { return nil }
    return path.reduce(Optional(JSONValue.object(claims))) { value, part in value?[part] }
  }
}
