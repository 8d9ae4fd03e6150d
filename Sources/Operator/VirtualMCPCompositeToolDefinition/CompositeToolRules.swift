import JSON
import Resources

/// What must hold within a composite tool, wherever it is described.
struct CompositeToolRules {
  private let tool: CompositeTool
  private let path: String
  private var found: [JSONProblem] = []

  static func problems(_ tool: CompositeTool, at path: String) -> [JSONProblem] {
    var rules = CompositeToolRules(tool: tool, path: path)
    rules.check()
    return rules.found
  }

  private init(tool: CompositeTool, path: String) {
    self.tool = tool
    self.path = path
  }

  private mutating func refuse(_ place: String, _ message: String) {
    found.append(JSONProblem(path: path + place, message: message))
  }

  private mutating func check() {
    if tool.name.isEmpty { refuse(".name", "is required") }
    if (tool.description ?? "").isEmpty { refuse(".description", "is required") }
    if let parameters = tool.parameters, parameters["type"] != "object" {
      refuse(".parameters.type", "must be \"object\"")
    }
    if tool.steps.isEmpty { refuse(".steps", "must have at least one element") }
    var ids: Set<String> = []
    for (index, step) in tool.steps.enumerated() {
      let place = ".steps[\(index)]"
      if step.id.isEmpty {
        refuse(place + ".id", "is required")
      } else if !ids.insert(step.id).inserted {
        refuse(place + ".id", "\"\(step.id)\" stands twice")
      }
      check(step, place)
    }
    checkOrder(ids)
  }

  private mutating func check(_ step: CompositeStep, _ place: String) {
    switch step.type {
    case .tool: checkCall(step.tool, place + ".tool")
    case .elicitation:
      if (step.message ?? "").isEmpty { refuse(place + ".message", "is required when type is elicitation") }
    case .forEach: checkLoop(step, place)
    }
    if let failure = step.onError, failure.action == .retry, (failure.retryCount ?? 0) < 1 {
      refuse(place + ".onError.retryCount", "must be at least 1 when action is retry")
    }
    let texts =
      [("condition", step.condition), ("message", step.message), ("collection", step.collection)]
      + (step.arguments ?? [:]).map { ("arguments." + $0.key, $0.value.stringValue) }
    for (name, text) in texts {
      if let text, !Self.isBalanced(text) {
        refuse(place + "." + name, "is a template with an action that does not end")
      }
    }
  }

  private mutating func checkCall(_ name: String?, _ place: String) {
    guard let name, !name.isEmpty else { return refuse(place, "is required") }
    if !JSONPattern.matches(name, "^[a-zA-Z0-9][a-zA-Z0-9._-]*$") {
      refuse(place, "\"\(name.prefix(64))\" is not the name of a tool")
    }
  }

  private mutating func checkLoop(_ step: CompositeStep, _ place: String) {
    if (step.collection ?? "").isEmpty { refuse(place + ".collection", "is required when type is forEach") }
    if let inner = step.step {
      if let type = inner["type"], type != "tool" { refuse(place + ".step.type", "only tool can be looped") }
      checkCall(inner["tool"]?.stringValue, place + ".step.tool")
    } else {
      refuse(place + ".step", "is required when type is forEach")
    }
    if let count = step.maxIterations, !(1...1000).contains(count) {
      refuse(place + ".maxIterations", "\(count) is not between 1 and 1000")
    }
    if let count = step.maxParallel, !(1...50).contains(count) {
      refuse(place + ".maxParallel", "\(count) is not between 1 and 50")
    }
    if let name = step.itemVar, name == "index" || !JSONPattern.matches(name, "^[A-Za-z_][A-Za-z0-9_]*$") {
      refuse(place + ".itemVar", "\"\(name.prefix(64))\" cannot be the name of a variable")
    }
  }

  private mutating func checkOrder(_ ids: Set<String>) {
    for (index, step) in tool.steps.enumerated() {
      for id in step.dependsOn ?? [] where !ids.contains(id) {
        refuse(".steps[\(index)].dependsOn", "\"\(id.prefix(64))\" is not the id of a step")
      }
    }
    // Steps whose dependencies are done are taken away until none is left, or only those of a cycle.
    var waiting: [String: Int] = [:]
    var followers: [String: [String]] = [:]
    for step in tool.steps {
      let before = Set(step.dependsOn ?? []).intersection(ids)
      waiting[step.id, default: 0] += before.count
      for id in before { followers[id, default: []].append(step.id) }
    }
    var done = waiting.filter { $0.value == 0 }.map(\.key)
    while let id = done.popLast() {
      waiting[id] = nil
      for follower in followers[id] ?? [] {
        waiting[follower, default: 0] -= 1
        if waiting[follower] == 0 { done.append(follower) }
      }
    }
    let cycle = waiting.keys.sorted().prefix(10).joined(separator: ", ")
    if !cycle.isEmpty { refuse(".steps", "depend on each other in a circle: \(cycle)") }
  }

  private static func isBalanced(_ template: String) -> Bool {
    var rest = template[...]
    while let open = rest.firstRange(of: "{{") {
      guard let close = rest[open.upperBound...].firstRange(of: "}}") else { return false }
      rest = rest[close.upperBound...]
    }
    return true
  }
}
