import Testing

@testable import Cedar

@Suite struct ReferenceAuthorizerTests {
  func decide(_ policies: String, _ entities: Entities = Entities()) throws -> AuthorizationDecision {
    let request = AuthorizationRequest(
      principal: EntityUID("User", "a"), action: EntityUID("Action", "read"), resource: EntityUID("Doc", "d"))
    return ReferenceAuthorizer(try PolicySet(parsing: policies, source: "test")).decide(request, entities)
  }

  @Test func `nothing matches, nothing is allowed`() throws {
    let decision = try decide("permit(principal == User::\"b\", action, resource);")
    #expect(!decision.isAllowed && decision.reasons.isEmpty && decision.failures.isEmpty)
    #expect(try !decide("").isAllowed)
  }

  @Test func `a forbid wins and every reason is named`() throws {
    let decision = try decide(
      """
      permit(principal, action, resource);
      forbid(principal, action == Action::"read", resource);
      forbid(principal, action, resource is Doc) unless { false };
      """)
    #expect(!decision.isAllowed)
    #expect(decision.reasons == ["policy1", "policy2"])
  }

  @Test func `a policy that fails counts for nothing and is reported`() throws {
    let decision = try decide(
      """
      permit(principal, action, resource) when { principal.role == "x" };
      forbid(principal, action, resource) when { 1 };
      permit(principal, action, resource);
      permit(principal == User::"b", action, resource) when { 1 + "a" == 2 };
      """)
    #expect(decision.isAllowed)
    #expect(decision.reasons == ["policy2"])
    #expect(decision.failures.map(\.policyID) == ["policy0", "policy1"], "a scope that does not match cannot fail")
    #expect(decision.failures.map(\.error.code) == [.entityMissing, .type])
  }
}
