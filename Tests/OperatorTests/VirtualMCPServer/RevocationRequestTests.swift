import GatewayDocument
import Testing

@testable import Operator

@Suite struct RevocationRequestTests {
  private func request(_ text: String) -> RevocationRequest {
    RevocationRequest(annotations: [RevocationRequest.annotation: text])
  }

  @Test func `rules of several words, and several rules`() {
    let rules = request("user=alice@example.com before=2027-01-15T08:00:00Z; client=3q2 ;\n token=b7a3;").rules
    #expect(rules.map(\.user) == ["alice@example.com", nil, nil])
    #expect(rules.map(\.issuedBefore) == [1_800_000_000, nil, nil])
    #expect(rules.map(\.client) == [nil, "3q2", nil])
    #expect(rules.map(\.token) == [nil, nil, "b7a3"])
    #expect(request("").rules.isEmpty && request(" ; ").rules.isEmpty)
  }

  @Test(arguments: [
    ("alice", "\"alice\" is not name=value"), ("user=", "is not name=value"), ("group=a", "is none of user"),
    ("user=a user=b", "stands twice"), ("before=yesterday", "is no time such as"),
  ])
  func `what cannot be read is refused, and the rest is not applied alone`(text: String, message: String) throws {
    #expect(request(text).problems.first?.message.contains(message) == true)
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    try world.add(annotated(text))
    let plan = try world.decide()
    #expect(plan.condition("AuthServerConfigValidated") == "False/AuthServerConfigInvalid")
    #expect(plan.message("AuthServerConfigValidated").contains("annotations[toolhive.stacklok.dev/revoke]"))
    #expect(plan.steps.isEmpty)
  }

  @Test func `the document carries the rules to every replica`() throws {
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    try world.add(annotated("user=alice@example.com"))
    let rules = try world.decide().configuration().authorizationServer?.revocations
    #expect(rules?.map(\.user) == ["alice@example.com"])
  }

  private func annotated(_ value: String) -> String {
    Manifests.virtualServer.replacing(
      "uid: u-engineering, generation: 7}",
      with: "uid: u-engineering, generation: 7, annotations: {\(RevocationRequest.annotation): \"\(value)\"}}")
  }
}
