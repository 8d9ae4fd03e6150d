import ArgumentParser
import FoundationEssentials
import Resources

struct Definitions: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "crds", abstract: "Writes the CustomResourceDefinitions, one file each.")

  @Option(help: "The folder to write to; it must exist.")
  var output: String

  func run() throws {
    for definition in ResourceGroup.definitions {
      try Data(definition.yaml.utf8).write(to: URL(filePath: output).appending(path: definition.fileName))
    }
  }
}
