import JSON
import YAML

extension GatewayConfiguration {
  /// Reads a document in YAML or JSON and checks all its rules.
  /// - Throws: `GatewayDocumentError` with everything that is wrong.
  package static func read(_ text: String) throws(GatewayDocumentError) -> GatewayConfiguration {
    guard text.utf8.count <= 16 << 20 else {
      throw GatewayDocumentError(code: .syntax, problems: [JSONProblem(path: "", message: "larger than 16 MiB")])
    }
    let value: JSONValue
    do {
      value = try YAMLDocuments.readOne(text)
    } catch {
      throw GatewayDocumentError(code: .syntax, problems: [JSONProblem(path: "", message: error.description)])
    }
    let format = value["format"]?.stringValue
    guard format == currentFormat else {
      let message = "\"\(format ?? "")\" is not read here; this version reads \"\(currentFormat)\""
      throw GatewayDocumentError(code: .format, problems: [JSONProblem(path: "format", message: message)])
    }
    let configuration: GatewayConfiguration
    do {
      configuration = try GatewayConfiguration(json: value)
    } catch {
      throw GatewayDocumentError(code: .fields, problems: error.problems)
    }
    let problems = configuration.problems
    guard problems.isEmpty else { throw GatewayDocumentError(code: .rules, problems: problems) }
    return configuration
  }

  /// The document's text: equal configurations have equal texts.
  package var text: String { json.text([.pretty, .sorted]) + "\n" }
}
