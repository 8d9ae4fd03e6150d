import JSON
import Testing

@testable import Cedar

@Suite struct RoundTripTests {
  func policy(_ body: Expression) -> StaticPolicy {
    StaticPolicy(
      id: "p", annotations: [], effect: .permit, principal: .any, action: .any, resource: .any,
      conditions: [Condition(.when, body)])
  }

  @Test(arguments: 1...4) func `what is printed reads back the same`(seed: UInt64) throws {
    var random = RandomExpression(seed: seed)
    for _ in 0..<400 {
      let policy = policy(random.expression(depth: Int.random(in: 0...5, using: &random)))
      let again = try StaticPolicy(parsing: policy.description, id: "p", source: "seed \(seed)")
      #expect(again.isEquivalent(to: policy), "seed \(seed): \(policy)")
    }
  }

  @Test(arguments: 1...4) func `what is written as JSON reads back the same`(seed: UInt64) throws {
    var random = RandomExpression(seed: seed)
    for _ in 0..<200 {
      let json = policy(random.expression(depth: Int.random(in: 0...5, using: &random))).json
      let again = try StaticPolicy(json: json.text(), id: "p", source: "seed \(seed)")
      #expect(again.json == json, "seed \(seed): \(json)")
      #expect(try StaticPolicy(parsing: again.description, id: "p", source: "").json == json, "seed \(seed): \(json)")
    }
  }
}
