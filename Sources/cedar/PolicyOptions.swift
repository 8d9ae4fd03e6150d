import ArgumentParser
import Cedar

/// How a text is written; by default its name says: `.json` is JSON.
enum TextFormat: String, ExpressibleByArgument, CaseIterable {
  case cedar, json

  init(of file: TextFile, _ chosen: TextFormat?) {
    self = chosen ?? (file.name.hasSuffix(".json") ? .json : .cedar)
  }
}

/// Files of policies.
struct PolicyOptions: ParsableArguments {
  @Option(
    name: [.customShort("p"), .long], parsing: .upToNextOption,
    help: ArgumentHelp("Files of policies; - is standard input.", valueName: "file"))
  var policies: [String]

  @Option(help: "cedar or json. (default: json for .json, else cedar)")
  var policyFormat: TextFormat?

  /// All policies as one set. They are named by `@id`, else `policy0`, `policy1`, … over all files.
  func policySet() throws -> PolicySet {
    let sets = try policies.map(TextFile.init).map { file in
      let text = try file.text()
      return switch TextFormat(of: file, policyFormat) {
      case .cedar: try PolicySet(parsing: text, source: file.label)
      case .json: try PolicySet(json: text, source: file.label)
      }
    }
    return try PolicySet(naming: sets)
  }
}

/// A file with a schema.
struct SchemaOptions: ParsableArguments {
  @Option(name: [.customShort("s"), .long], help: ArgumentHelp("The schema.", valueName: "file"))
  var schema: String?

  @Option(help: "cedar or json. (default: json for .json, else cedar)")
  var schemaFormat: TextFormat?

  func readSchema() throws -> Schema? {
    guard let file = schema.map(TextFile.init) else { return nil }
    let text = try file.text()
    return switch TextFormat(of: file, schemaFormat) {
    case .cedar: try Schema(parsing: text, source: file.label)
    case .json: try Schema(json: text, source: file.label)
    }
  }
}

/// What a command prints.
enum OutputFormat: String, ExpressibleByArgument, CaseIterable { case text, json }
