import JSON

extension UpstreamClaims {
  /// The JSON that travels in an access token unreduced. Sealing and signing make it 16/9 times as long.
  package static let maximumBytes = 8_192

  /// Who the person is: what is always kept, beside the groups.
  private static let identity = ["iss", "sub", "name", "email", "preferred_username", "oid"]
  private static let groups = ["groups", "roles", "cognito:groups"]
  private static let maximumDroppedNames = 64

  /// These claims, or when they are larger than `maximumBytes` only those that say who the person is and which groups it
  /// is in. Groups are never cut: a `forbid` for one of them would be lost.
  /// - Parameter groupClaims: the names that are configured; of a dotted path, the claim that it starts at.
  package func bounded(groupClaims: [String] = []) -> UpstreamClaims {
    guard json.bytes().count > Self.maximumBytes else { return self }
    let starts = groupClaims.compactMap { $0.split(separator: ".").first.map(String.init) }
    let kept = Set(Self.identity + Self.groups + groupClaims + starts)
    var names: Set<String> = []
    let reduce = { (claims: JSONObject) -> JSONObject in
      var claims = claims
      claims.removeAll { claim in
        guard !kept.contains(claim.key) else { return false }
        names.insert(String(claim.key.prefix(64)))
        return true
      }
      return claims
    }
    var bounded = self
    bounded.accessToken = accessToken.map(reduce)
    bounded.idToken = idToken.map(reduce)
    // The access token is looked at first: what the ID token repeats is found there.
    bounded.idToken?.removeAll { bounded.accessToken?[$0.key] == $0.value }
    bounded.dropped = Array((dropped + names.sorted()).prefix(Self.maximumDroppedNames))
    return bounded
  }
}
