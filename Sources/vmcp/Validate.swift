import ArgumentParser
import FoundationEssentials
import Gateway
import JSON

struct Validate: AsyncParsableCommand {
  enum Output: String, ExpressibleByArgument, CaseIterable { case text, json }

  static let configuration = CommandConfiguration(
    abstract: "Say what is wrong with a document and its policies, and where.",
    discussion: "Ends with 0 for a document that a gateway would serve, with 1 for any other.")

  @Argument(help: ArgumentHelp("The document: YAML or JSON.", valueName: "file"))
  var file: String

  @Option(help: "text or json.")
  var output = Output.text

  func run() async throws {
    let problems: [JSONProblem]
    if let data = FileManager.default.contents(atPath: file), let text = String(validating: data, as: UTF8.self) {
      problems = DocumentCheck.problems(in: text)
    } else {
      problems = [JSONProblem(path: "", message: "\(file) cannot be read as UTF-8 text")]
    }
    switch output {
    case .text: for problem in problems { print(problem) }
    case .json:
      let list = problems.map { ["path": .string($0.path), "message": .string($0.message)] as JSONValue }
      print(JSONValue.object(["valid": .bool(problems.isEmpty), "problems": .array(list)]).text(.pretty))
    }
    if !problems.isEmpty { throw ExitCode(1) }
  }
}
