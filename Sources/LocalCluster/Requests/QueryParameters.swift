import HTTP

/// The query of a request, as the API understands it.
struct QueryParameters: Sendable {
  private let parameters: FormParameters

  /// - Throws: 400 for a query that cannot be read.
  init(_ query: String?) throws(APIStatus) {
    guard let parameters = FormParameters(reading: query ?? "") else {
      throw APIStatus(.badRequest, "the query is malformed")
    }
    self.parameters = parameters
  }

  subscript(name: String) -> String? { parameters[name] }

  func flag(_ name: String) -> Bool { ["true", "1"].contains(parameters[name] ?? "") }

  /// - Throws: 400 for anything but a number of at least 0.
  func number(_ name: String) throws(APIStatus) -> Int? {
    guard let text = parameters[name], !text.isEmpty else { return nil }
    guard let number = Int(text), number >= 0 else {
      throw APIStatus(.badRequest, "\(name): invalid value \"\(text.prefix(32))\"")
    }
    return number
  }

  func selection() throws(APIStatus) -> Selection {
    var selection = Selection()
    if let text = parameters["labelSelector"] {
      guard let selector = LabelSelector(reading: text) else {
        throw APIStatus(.badRequest, "unable to parse requirement: \(text.prefix(128))")
      }
      selection.labels = selector
    }
    if let text = parameters["fieldSelector"] {
      guard let selector = FieldSelector(reading: text) else {
        throw APIStatus(.badRequest, "invalid field selector: \(text.prefix(128))")
      }
      selection.fields = selector
    }
    return selection
  }

  /// - Parameter userAgent: names the manager where the query does not, as the API server does it.
  func writeMode(userAgent: String?) throws(APIStatus) -> WriteMode {
    let agent = (userAgent ?? "").prefix { $0 != "/" && $0 != " " }
    var mode = WriteMode(fieldManager: parameters["fieldManager"] ?? (agent.isEmpty ? "unknown" : String(agent)))
    guard mode.fieldManager.utf8.count <= 128 else {
      throw APIStatus(.badRequest, "fieldManager: may not be more than 128 bytes")
    }
    if let text = parameters["fieldValidation"], !text.isEmpty {
      guard let validation = WriteMode.FieldValidation(rawValue: text) else {
        throw APIStatus(.badRequest, "fieldValidation: Unsupported value: \"\(text.prefix(32))\"")
      }
      mode.fieldValidation = validation
    }
    mode.isDryRun = parameters["dryRun"] == "All"
    mode.force = flag("force")
    return mode
  }
}
