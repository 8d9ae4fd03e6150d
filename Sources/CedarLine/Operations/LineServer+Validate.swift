import Cedar
import JSON

extension LineServer {
  /// Type-checks the policies against the schema, strictly.
  func validate(_ message: LineMessage) throws(LineFailure) -> JSONObject {
    let mode = message["mode"]?.stringValue ?? "strict"
    guard mode == "strict" else { throw LineFailure(.unsupported, "there is no validation \"\(mode.prefix(64))\"") }
    let validator = Validator(try message.requiredSchema())
    let report = validator.validate(try message.policies())
    return [
      "valid": .bool(report.isValid), "errors": findings(report.errors), "warnings": findings(report.warnings),
    ]
  }

  private func findings(_ findings: [ValidationFinding]) -> JSONValue {
    .array(findings.map { ["policy": .string($0.policyID), "message": .string($0.message)] })
  }
}
