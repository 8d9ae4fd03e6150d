import Testing

@testable import Cedar

@Suite struct ValidationScopeTests {
  @Test(arguments: [
    "principal, action, resource", "principal is User, action == Action::\"read\", resource is Doc",
    "principal in Group::\"g\", action in [Action::\"readers\"], resource in Folder::\"f\"",
    "principal == Group::\"g\", action, resource",
    "principal is User in Group::\"g\", action in Action::\"write\", resource",
    "principal == User::\"a\", action == Other::Action::\"touch\", resource == Other::Thing::\"t\"",
    "principal is User in User::\"a\", action, resource", "principal == ?principal, action, resource in ?resource",
    "principal is User in ?principal, action, resource is Folder in ?resource",
  ])
  func `a scope is valid`(scope: String) throws {
    let report = try ValidationFixture.report("permit(\(scope));")
    #expect(report.errors.isEmpty && report.warnings.isEmpty, "\(report.errors.map(\.diagnostic))")
  }

  @Test(arguments: [
    ("principal, action in [], resource", [ValidationFinding.Kind.noApplicableAction, .emptySet]),
    ("principal, action == Action::\"readers\", resource", [.noApplicableAction]),
    ("principal == Folder::\"f\", action, resource", [.noApplicableAction]),
    ("principal is Group, action == Action::\"read\", resource", [.noApplicableAction]),
    ("principal is Group, action, resource is Other::Thing", [.noApplicableAction]),
    ("principal is User in Folder::\"f\", action, resource", [.noApplicableAction]),
    ("principal is Action, action, resource", [.noApplicableAction]),
    ("principal, action in [Action::\"read\", Other::Action::\"touch\"], resource", [.incompatibleTypes]),
    ("principal, action == Action::\"raed\", resource", [.unknownAction, .noApplicableAction]),
    ("principal in Grop::\"g\", action, resource", [.unknownEntityType, .noApplicableAction]),
    ("principal, action, resource is Dco", [.unknownEntityType, .noApplicableAction]),
    ("principal in Color::\"blue\", action, resource", [.unknownEnumerationMember, .noApplicableAction]),
    ("principal is Group in ?principal, action == Action::\"read\", resource", [.noApplicableAction]),
  ])
  func `a scope is not valid`(scope: String, kinds: [ValidationFinding.Kind]) throws {
    let report = try ValidationFixture.report("permit(\(scope));")
    #expect(report.kinds == kinds, "\(report.errors.map(\.diagnostic))")
  }

  @Test(arguments: [
    // The condition is not looked at where the scope is false.
    ("principal is User, action, resource", "principal.age == 1", true),
    ("principal, action, resource", "principal.age == 1", false),
    ("principal, action == Action::\"write\", resource", "principal.age == 1", false),
    ("principal in User::\"a\", action, resource", "principal.age == 1", true),
    ("principal in Group::\"g\", action, resource", "principal.age == 1", false),
    ("principal is User in ?principal, action, resource", "principal.age == 1", true),
    ("principal, action in Action::\"readers\", resource is Doc", "context.mfa", true),
    ("principal, action in Action::\"readers\", resource", "context.mfa", false),
    ("principal, action, resource", "principal is User && principal.age == 1", true),
    ("principal, action, resource", "action == Action::\"read\" && context.mfa", true),
    ("principal, action, resource", "resource is Doc && resource.level == 1", true),
  ])
  func `conditions are checked for what the scope allows`(scope: String, condition: String, isValid: Bool) throws {
    let report = try ValidationFixture.report("permit(\(scope)) when { \(condition) };")
    #expect(report.isValid == isValid, "\(report.errors.map(\.diagnostic))")
    #expect(!report.isImpossible)
  }

  @Test func `a schema without actions allows nothing`() throws {
    let report = try ValidationFixture.report("permit(principal, action, resource);", schema: "entity User;")
    #expect(report.kinds == [.noApplicableAction])
    #expect(report.isImpossible)
  }
}
