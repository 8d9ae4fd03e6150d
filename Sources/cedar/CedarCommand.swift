import ArgumentParser
import Cedar

@main
struct CedarCommand: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: "cedar", abstract: "Cedar policies: decide requests, validate, format, serve, measure.",
    version: version,
    subcommands: [Authorize.self, Validate.self, Format.self, Serve.self, Bench.self])

  /// What is wrong with a text is said as compilers do, so that editors find the place.
  static func main() {
    do {
      var command = try parseAsRoot()
      try command.run()
    } catch let diagnostic as Diagnostic {
      try? Stream.error.write(diagnostic.report + "\n")
      exit(withError: ExitCode(1))
    } catch {
      exit(withError: error)
    }
  }
}

extension Diagnostic {
  /// `file:line:column: error: message`
  var report: String { "\(source):\(line):\(column): \(severity.rawValue): \(message)" }
}
