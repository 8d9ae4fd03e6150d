/// The groups of a principal, and how they were found.
package struct GroupMembership: Sendable, Hashable, CustomStringConvertible {
  /// A claim of one of the tokens.
  package struct Source: Sendable, Hashable, CustomStringConvertible {
    package let token: IdentityClaims.Token
    package let claim: String

    package var description: String { "`\(claim)` of \(token.rawValue)" }
  }

  /// Exactly as the provider spells them, without repetitions.
  package internal(set) var names: [String] = []
  /// The claims that were taken; none where no token holds a group claim.
  package internal(set) var sources: [Source] = []
  /// Claims of the right name that are not a list, and so were passed over.
  package internal(set) var malformed: [Source] = []
  /// Where a claim was looked for.
  package internal(set) var tokens: [IdentityClaims.Token] = []
  package internal(set) var claims: [String] = []

  /// Whether some token holds a group claim, be it an empty one.
  package var hasClaim: Bool { !sources.isEmpty }

  /// One sentence for people: the source of the groups, or where they were looked for in vain.
  package var description: String {
    if hasClaim {
      let list = sources.map(\.description).joined(separator: " and ")
      return names.isEmpty ? "no groups: \(list) is empty" : "groups from \(list)"
    }
    let searched = "looked for \(claims.map { "`\($0)`" }.joined(separator: ", "))"
    let place = tokens.isEmpty ? "" : " in \(tokens.map(\.rawValue).joined(separator: " and "))"
    let notes = malformed.map { "; \($0) is not a list" }.joined()
    return "no group claim: \(searched)\(place)\(notes)"
  }
}
