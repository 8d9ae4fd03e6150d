/// Text that may not be what it looks like: it warns, as strings may well be written so on purpose.
extension Validator {
  func checkText(_ subject: ValidationSubject) -> [ValidationFinding] {
    var findings: [ValidationFinding] = []
    for constraint in [
      (subject.principal, subject.scopeRanges.principal), (subject.resource, subject.scopeRanges.resource),
    ] {
      guard case .fixed(let fixed) = constraint.0, let uid = fixed.entity else { continue }
      findings += check(identifier: uid.id, subject, at: constraint.1)
    }
    for uid in subject.action.entities {
      findings += check(identifier: uid.id, subject, at: subject.scopeRanges.action)
    }
    for condition in subject.conditions { check(condition, subject, &findings) }
    return findings
  }

  private func check(_ term: Term, _ subject: ValidationSubject, _ findings: inout [ValidationFinding]) {
    switch term.node {
    case .string(let string): findings += check(string: string, subject, at: term.range)
    case .entity(let uid): findings += check(identifier: uid.id, subject, at: term.range)
    case .attribute(_, let name), .has(_, let name, _): findings += check(identifier: name, subject, at: term.range)
    case .record(let members):
      for member in members { findings += check(identifier: member.key, subject, at: term.range) }
    case .like(_, let pattern):
      let text = Array(pattern.pieces.joined(separator: [UInt8(ascii: "*")]))
      findings += check(string: CedarString(String(decoding: text, as: UTF8.self)), subject, at: term.range)
    default: break
    }
    for child in term.node.children { check(child, subject, &findings) }
  }

  private func check(string: CedarString, _ subject: ValidationSubject, at range: SourceRange) -> [ValidationFinding] {
    guard !TextSafety.isPlain(string) else { return [] }
    if TextSafety.hasDirectionControl(string) {
      return [
        subject.finding(
          .bidirectionalText, "the string \(TextSafety.shown(string)) turns the direction of text", at: range)
      ]
    }
    guard !Script.isSingle(string) else { return [] }
    return [subject.finding(.mixedScripts, "the string \(TextSafety.shown(string)) mixes scripts", at: range)]
  }

  private func check(
    identifier: CedarString, _ subject: ValidationSubject, at range: SourceRange
  ) -> [ValidationFinding] {
    guard !TextSafety.isPlain(identifier) else { return [] }
    let shown = TextSafety.shown(identifier)
    if TextSafety.hasDirectionControl(identifier) {
      return [subject.finding(.bidirectionalText, "the identifier \(shown) turns the direction of text", at: range)]
    }
    if let scalar = TextSafety.unusualScalar(identifier) {
      let code = String(scalar.value, radix: 16, uppercase: true)
      let number = String(repeating: "0", count: max(0, 4 - code.count)) + code
      return [
        subject.finding(
          .confusableIdentifier, "the identifier \(shown) holds U+\(number), which identifiers do not use", at: range)
      ]
    }
    guard !Script.isSingle(identifier) else { return [] }
    return [subject.finding(.mixedScripts, "the identifier \(shown) mixes scripts", at: range)]
  }
}
