import Testing

@testable import Cedar

@Suite struct ValidationTextTests {
  @Test(arguments: [
    ("\"plain \u{E9}\u{DF}\" == principal.name", [ValidationFinding.Kind]()),
    ("\"\u{410}\u{431}\" == principal.name", []), ("\"\u{6771}\u{4EAC}\u{306E}\u{30AB}\" == principal.name", []),
    ("\"\u{D55C}\u{6F22}\" == principal.name", []), ("\"a \u{1F600} b\" == principal.name", []),
    ("\"say_\u{4BB}ello\" == principal.name", [.mixedScripts]), ("\"p\u{3B1}y\" == principal.name", [.mixedScripts]),
    ("principal.name like \"*_\u{4BB}ello\"", [.mixedScripts]),
    ("\"user\u{202E} \u{2066}\" == principal.name", [.bidirectionalText]),
    ("principal == User::\"\u{202E}x\"", [.bidirectionalText]),
    ("principal == User::\"p\u{430}y\"", [.mixedScripts]), ("context has \"is\u{200B}Admin\"", [.confusableIdentifier]),
    ("principal == User::\"new\\nline\"", [.confusableIdentifier]),
    ("principal == User::\"\\0\"", [.confusableIdentifier]),
    ("{\"\u{1F34C}\": 1} has a", [.confusableIdentifier]), ("principal == User::\"\u{FF41}\"", [.confusableIdentifier]),
    ("principal == User::\"get /pets/{id}\"", []),
  ])
  func `deceptive text is warned of`(condition: String, kinds: [ValidationFinding.Kind]) throws {
    let text = "permit(principal, action == Action::\"read\", resource) when { principal has name && \(condition) };"
    let report = try ValidationFixture.report(text)
    #expect(report.warnings.map(\.kind).filter { $0 != .impossiblePolicy } == kinds)
  }

  @Test func `scopes are looked at too`() throws {
    let report = try ValidationFixture.report("permit(principal == User::\"p\u{430}y\", action, resource);")
    #expect(report.warnings.map(\.kind) == [.mixedScripts])
    #expect(report.warnings.first?.message == "the identifier \"p\u{430}y\" mixes scripts")
  }

  @Test func `what is not seen is shown`() {
    #expect(TextSafety.shown("a\u{202E}b\u{200B}\n") == "\"a\\u{202e}b\\u{200b}\\u{a}\"")
  }
}
