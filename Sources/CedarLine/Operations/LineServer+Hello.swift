import JSON

extension LineServer {
  /// Who answers, and what it can be asked.
  func hello() -> JSONObject {
    [
      "engine": "vmcp", "version": .string(version), "language": "4.5",
      "ops": .array(LineOperation.allCases.map { .string($0.rawValue) }),
    ]
  }
}
