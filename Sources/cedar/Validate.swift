import ArgumentParser
import Cedar
import JSON

struct Validate: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Type-check policies against a schema.",
    discussion: """
      Ends with 0 where they are valid, with 3 where they are not, and with 1 where something cannot be read. What is found \
      goes to standard output as file:line:column: error: …
      """)

  @OptionGroup var policies: PolicyOptions
  @OptionGroup var schema: SchemaOptions

  @Flag(help: "Warnings end it with 3 as well.")
  var denyWarnings = false

  @Option(help: "text or json.")
  var output = OutputFormat.text

  func validate() throws {
    guard schema.schema != nil else { throw ValidationError("Missing expected argument '--schema <file>'") }
  }

  func run() throws {
    guard let schema = try schema.readSchema() else { return }
    let report = Validator(schema).validate(try policies.policySet())
    let isAccepted = report.isValid && !(denyWarnings && !report.warnings.isEmpty)
    switch output {
    case .text:
      for finding in report.errors + report.warnings { print("\(finding.diagnostic.report) (\(finding.policyID))") }
      print(report.isValid ? "The policies are valid." : "The policies are not valid.")
    case .json:
      let json: JSONValue = [
        "valid": .bool(report.isValid), "errors": .array(report.errors.map(\.json)),
        "warnings": .array(report.warnings.map(\.json)),
      ]
      print(json.text(.pretty))
    }
    if !isAccepted { throw ExitCode(3) }
  }
}

extension ValidationFinding {
  var json: JSONValue {
    var json: JSONValue = [
      "policy": .string(policyID), "kind": .string("\(kind)"), "message": .string(message), "file": .string(source),
      "line": .int(range.start.line), "column": .int(range.start.column),
    ]
    json["help"] = help.map(JSONValue.string)
    json["when"] = environment.map { .string("\($0)") }
    return json
  }
}
