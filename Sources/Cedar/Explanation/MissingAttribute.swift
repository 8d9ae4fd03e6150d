/// Something a policy looked for and did not find.
package struct MissingAttribute: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: String, Sendable { case attribute, tag, entity }

  package let kind: Kind
  /// Where it was looked for, as the policy writes it: `context`, `principal.manager`.
  package let owner: String
  /// The entity of that name, where the policy or the request says it; one that is an attribute's value is not told.
  package let entity: EntityUID?
  /// The attribute or tag, where the policy says it.
  package let name: CedarString?
  /// The expression that gives the tag's name, where the policy computes it.
  package let computedName: String?

  package var description: String {
    let name = name.map(\.quoted) ?? computedName.map { "named by `\($0)`" } ?? ""
    return switch kind {
    case .attribute: "`\(owner)` has no attribute \(name)"
    case .tag: "`\(owner)` has no tag \(name)"
    case .entity: "`\(owner)` is not a known entity"
    }
  }
}
