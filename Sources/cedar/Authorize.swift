import ArgumentParser
import Cedar
import JSON

struct Authorize: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Decide one request.",
    discussion: "Ends with 0 where it is allowed, with 2 where it is denied, and with 1 where something cannot be read."
  )

  @OptionGroup var policies: PolicyOptions
  @OptionGroup var schema: SchemaOptions
  @OptionGroup var request: RequestOptions

  @Option(help: ArgumentHelp("The entities, as JSON.", valueName: "file"))
  var entities: String?

  @Flag(help: "Say which policies decided or came nearest, and what kept them.")
  var explain = false

  @Option(help: "text or json.")
  var output = OutputFormat.text

  func run() throws {
    let schema = try schema.readSchema()
    let policies = try policies.policySet()
    let file = entities.map(TextFile.init)
    let entities = try Entities(json: try file?.text() ?? "[]", schema: schema, source: file?.label ?? "")
    let request = try request.request(schema)
    let decision = Authorizer(policies, entities).decide(request)
    let explanation = explain ? Explanation(request, entities, policies) : nil
    switch output {
    case .text: try Stream.output.write(text(decision, policies) + (explanation.map { "\($0)\n" } ?? ""))
    case .json:
      var answer = json(decision)
      answer["explanation"] = explanation?.json
      try Stream.output.write(answer.text(.pretty) + "\n")
    }
    if !decision.isAllowed { throw ExitCode(2) }
  }

  private func text(_ decision: AuthorizationDecision, _ policies: PolicySet) -> String {
    let places = Dictionary(
      policies.policies.map { (CedarString($0.id), "\($0.source):\($0.range.start.line):\($0.range.start.column)") },
      uniquingKeysWith: { first, _ in first })
    func named(_ id: String) -> String { "\(id) (\(places[CedarString(id)] ?? ""))" }
    var lines = [decision.isAllowed ? "ALLOW" : "DENY"]
    lines += decision.reasons.map { "  \(decision.isAllowed ? "permitted" : "forbidden") by \(named($0))" }
    if decision.reasons.isEmpty { lines.append("  no policy permits it") }
    lines += decision.failures.map { "  \(named($0.policyID)) does not count: \($0.error)" }
    return lines.joined(separator: "\n") + "\n"
  }

  private func json(_ decision: AuthorizationDecision) -> JSONValue {
    [
      "decision": decision.isAllowed ? "allow" : "deny", "reason": .array(decision.reasons.map(JSONValue.string)),
      "errors": .array(
        decision.failures.map { ["policy": .string($0.policyID), "message": .string("\($0.error)")] }),
    ]
  }
}
