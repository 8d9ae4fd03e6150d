import ArgumentParser
import LocalCluster

struct Apply: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Applies manifests as kubectl apply --server-side --force-conflicts does, where there is no kubectl.")

  @Option(help: "The kubeconfig of the cluster.")
  var kubeconfig: String

  @Argument(help: "Files of manifests, or directories with such files.")
  var paths: [String]

  func run() async throws {
    let applier = try ManifestApplier(kubeconfig: kubeconfig)
    try await applier.apply(paths) { print($0, "applied") }
  }
}
