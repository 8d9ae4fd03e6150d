import Testing

@testable import Cedar

@Suite struct ValidationLinkTests {
  static let template = """
    permit(principal in ?principal, action == Action::"write", resource == ?resource) when { principal.nope };
    """

  @Test(arguments: [
    (EntityUID("Group", "g"), EntityUID("Doc", "d"), [ValidationFinding.Kind]()),
    (EntityUID("Folder", "f"), EntityUID("Doc", "d"), [.noApplicableAction]),
    (EntityUID("Group", "g"), EntityUID("Color", "blue"), [.noApplicableAction]),
    (EntityUID("Nope", "g"), EntityUID("Nope", "d"), [.unknownEntityType, .unknownEntityType, .noApplicableAction]),
  ])
  func `a link is checked by what it fills in`(
    principal: EntityUID, resource: EntityUID, kinds: [ValidationFinding.Kind]
  ) throws {
    var policies = try PolicySet(parsing: Self.template, source: "policies")
    try policies.link([("policy0", "link", [.principal: principal, .resource: resource])])
    let report = try ValidationFixture.validator().validate(policies)
    #expect(report.errors.filter { $0.policyID == "link" }.map(\.kind) == kinds)
    // What is wrong with the template is said of the template alone.
    #expect(Set(report.errors.filter { $0.policyID == "policy0" }.map(\.kind)) == [.attributeNotFound])
  }
}
