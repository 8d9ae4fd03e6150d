import Testing

@testable import Cedar

/// Where it is known that an optional attribute or a tag is there.
@Suite struct ValidationCapabilityTests {
  @Test(arguments: [
    "context has n && HERE", "(context has n && context.mfa) && HERE", "context.mfa && (context has n && HERE)",
    "context has n && (context.mfa || HERE)", "(context has n || context has n) && HERE",
    "(context has n || false) && HERE",
    "(false || context has n) && HERE", "(context has n && context.mfa || context.mfa && context has n) && HERE",
    "(true && context has n) && HERE", "if context has n then HERE else context.mfa",
    "(if context.mfa then context has n else context has n) && HERE",
    "(if context has n then context.mfa else context has n) && HERE", "context has n && [HERE].contains(true)",
    "context has \"n\" && HERE", "context has n && !(HERE)", "(if true then context has n else true) && HERE",
    "context has n && {a: HERE}.a",
  ])
  func `it is known`(condition: String) throws {
    let text = condition.replacing("HERE", with: "context.n > 1")
    let report = try ValidationFixture.report(condition: text)
    #expect(report.isValid, "\(report.errors.map(\.diagnostic))")
  }

  @Test(arguments: [
    "HERE", "context has n || HERE", "HERE && context has n", "!(context has n) && HERE", "!(!(context has n)) && HERE",
    "(context has n || context.mfa) && HERE", "(context has n) == true && HERE", "[context has n] == [true] && HERE",
    "if context has n then context.mfa else HERE", "(if context has n then true else context.mfa) && HERE",
    "(if context.mfa then context has n else context.mfa) && HERE",
    "(if context.mfa then context has n else false) && HERE",
    "(context has n && context.mfa || context.mfa) && HERE",
    "principal has name && HERE", "context has doc && HERE", "context has doc.owner && HERE",
  ])
  func `it is not known`(condition: String) throws {
    let text = condition.replacing("HERE", with: "context.n > 1")
    #expect(try ValidationFixture.report(condition: text).kinds == [.unsafeAttributeAccess])
  }

  @Test(arguments: [
    ("principal.boss", true), ("(if context.mfa then principal else principal.boss)", true), ("resource.owner", true),
  ])
  func `what is known is known of all that is written alike`(subject: String, isValid: Bool) throws {
    let guarded = "principal has boss && \(subject) has name && \(subject).name == \"a\""
    #expect(try ValidationFixture.report(condition: guarded).isValid == isValid)
    let other = "principal has boss && \(subject) has name && principal.name == \"a\""
    #expect(try ValidationFixture.report(condition: other).kinds == [.unsafeAttributeAccess])
  }

  @Test func `a condition tells those after it`() throws {
    let scope = "permit(principal, action == Action::\"read\", resource)"
    let known = try ValidationFixture.report("\(scope) when { context has n } unless { context.n > 1 };")
    #expect(known.isValid)
    let unknown = try ValidationFixture.report("\(scope) unless { context has n } when { context.n > 1 };")
    #expect(unknown.kinds == [.unsafeAttributeAccess])
  }
}
