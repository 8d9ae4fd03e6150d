/// A policy as an explanation names it.
package struct PolicyReference: Sendable, Hashable, CustomStringConvertible {
  package let id: String
  package let effect: Effect
  /// The template it came of, if it did.
  package let templateID: String?
  /// The name of the text it stands in.
  package let source: String
  /// Where it begins; for a linked policy, where its template does.
  package let position: SourcePosition

  init(_ policy: StaticPolicy) {
    id = policy.id
    effect = policy.effect
    templateID = policy.link?.templateID
    source = policy.source
    position = policy.range.start
  }

  /// `policy3 (policies.cedar:4:1)`
  package var description: String {
    let isPlain = !id.isEmpty && id.utf8.allSatisfy { Identifiers.isPart($0) || "-.:/@#".utf8.contains($0) }
    return "\(isPlain ? id : CedarString(id).quoted) (\(source):\(position.line):\(position.column))"
  }
}
