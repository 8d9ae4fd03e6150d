import ArgumentParser
import FoundationEssentials
import Resources

struct Definitions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crds", abstract: "Writes the CustomResourceDefinitions, one file each.",
    discussion: """
      API servers check the rules in them from Kubernetes 1.25 on. kubectl refuses rules for older servers: there, apply \
      the files with --validate=false, or write them --without-rules. The operator checks every rule in any case.
      """)

  @Option(help: "The folder to write to; it must exist.")
  var output: String

  @Flag(help: "Leave out the rules, for Kubernetes before 1.25.")
  var withoutRules = false

  func run() throws {
    for complete in ResourceGroup.definitions {
      let definition = withoutRules ? complete.withoutRules : complete
      try Data(definition.yaml.utf8).write(to: URL(filePath: output).appending(path: definition.fileName))
    }
  }
}
