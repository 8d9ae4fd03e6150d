import JSON
import Resources
import Testing
import YAML

@testable import Operator

@Suite struct CompositeToolRulesTests {
  private func problems(_ spec: String) throws -> [String] {
    let object = ResourceObject<VirtualMCPCompositeToolDefinition>(reading: ["spec": try YAMLDocuments.readOne(spec)])
    #expect(object.problems.isEmpty, "\(object.problems)")
    return CompositeToolRules.problems(object.spec, at: "spec").map(\.description)
  }

  private static func tool(_ steps: String) -> String { "{name: t, description: d, steps: [\(steps)]}" }

  @Test(arguments: [
    ("{name: t, steps: [{id: a, tool: x}]}", "spec.description: is required"),
    (tool(""), "spec.steps: must have at least one element"),
    (
      "{name: t, description: d, parameters: {type: string}, steps: [{id: a, tool: x}]}",
      "spec.parameters.type: must be \"object\""
    ),
    (tool("{id: a}"), "spec.steps[0].tool: is required"),
    (tool("{id: a, tool: 'x y'}"), "spec.steps[0].tool: \"x y\" is not the name of a tool"),
    (tool("{id: a, tool: x}, {id: a, tool: x}"), "spec.steps[1].id: \"a\" stands twice"),
    (tool("{id: a, type: elicitation}"), "spec.steps[0].message: is required when type is elicitation"),
    (tool("{id: a, type: forEach, step: {tool: x}}"), "spec.steps[0].collection: is required when type is forEach"),
    (tool("{id: a, type: forEach, collection: c}"), "spec.steps[0].step: is required when type is forEach"),
    (
      tool("{id: a, type: forEach, collection: c, step: {type: forEach, tool: x}}"),
      "spec.steps[0].step.type: only tool can be looped"
    ),
    (
      tool("{id: a, type: forEach, collection: c, step: {tool: x}, maxParallel: 51}"),
      "spec.steps[0].maxParallel: 51 is not between 1 and 50"
    ),
    (
      tool("{id: a, type: forEach, collection: c, step: {tool: x}, itemVar: index}"),
      "spec.steps[0].itemVar: \"index\" cannot be the name of a variable"
    ),
    (
      tool("{id: a, tool: x, onError: {action: retry}}"),
      "spec.steps[0].onError.retryCount: must be at least 1 when action is retry"
    ),
    (tool("{id: a, tool: x, dependsOn: [b]}"), "spec.steps[0].dependsOn: \"b\" is not the id of a step"),
    (
      tool("{id: a, tool: x, dependsOn: [b]}, {id: b, tool: x, dependsOn: [a]}, {id: c, tool: x}"),
      "spec.steps: depend on each other in a circle: a, b"
    ),
    (
      tool("{id: a, tool: x, arguments: {q: '{{ .params.q }'}}"),
      "spec.steps[0].arguments.q: is a template with an action that does not end"
    ),
  ])
  func `what does not fit together is told with its place`(spec: String, problem: String) throws {
    #expect(try problems(spec) == [problem])
  }

  @Test func `a long chain of steps is checked in time that grows with its length`() throws {
    var steps: [JSONValue] = []
    for index in 0..<5000 {
      let before: JSONValue = index == 0 ? [] : [.string("s\(index - 1)")]
      steps.append(["id": .string("s\(index)"), "tool": "x", "dependsOn": before])
    }
    let spec: JSONValue = ["name": "t", "description": "d", "steps": .array(steps.reversed())]
    let object = ResourceObject<VirtualMCPCompositeToolDefinition>(reading: ["spec": spec])
    let clock = ContinuousClock()
    let time = clock.measure { #expect(CompositeToolRules.problems(object.spec, at: "spec").isEmpty) }
    #expect(time < .seconds(20))
  }
}
