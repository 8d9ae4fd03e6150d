import ArgumentParser
import FoundationEssentials
import JSON
import Operator
import YAML

struct Render: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Prints what would be applied for manifests, without a cluster.",
    discussion: """
      Objects go to standard output, with the values of Secrets left out; conditions go to standard error. Exits with \
      1 when something would be refused.
      """)

  @Argument(help: "Manifest files, or folders with .yaml files.")
  var paths: [String]

  @Option(help: "The namespace of objects that name none.")
  var namespace = "default"

  @Option(help: "The gateway's image.")
  var gatewayImage = GatewayImage.fallback

  func run() throws {
    let manifests = try paths.flatMap(files).flatMap { path in
      do {
        return try YAMLDocuments.read(try String(contentsOfFile: path, encoding: .utf8))
      } catch let error as YAMLError {
        throw ValidationError("\(path): \(error)")
      }
    }
    let result = try DryRun(
      manifests, settings: OperatorSettings(gatewayImage: gatewayImage), namespace: namespace)
    print(YAMLWriter.text(documents: result.objects), terminator: "")
    for (object, conditions) in result.findings {
      for condition in conditions {
        let line =
          "\(object): \(condition.type)=\(condition.status.rawValue) \(condition.reason): \(condition.message)\n"
        StandardError.write(line)
      }
    }
    if result.isRefused { throw ExitCode.failure }
  }

  private func files(_ path: String) throws -> [String] {
    var isFolder = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
      throw ValidationError("\(path): no such file")
    }
    guard isFolder else { return [path] }
    return try FileManager.default.contentsOfDirectory(atPath: path).filter { $0.hasSuffix(".yaml") }.sorted()
      .map { path + "/" + $0 }
  }
}
