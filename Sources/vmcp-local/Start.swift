import ArgumentParser
import LocalCluster
import Logging

struct Start: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Starts the cluster and stays until SIGINT or SIGTERM, which also end every process that it has started.")

  @Option(help: "Directory for the kubeconfig, the logs and the files of pods.")
  var data: String

  @Option(help: "Port of the API on 127.0.0.1; 0 lets the system choose.")
  var port = 0

  @Option(help: "Where to write the kubeconfig. (default: <data>/kubeconfig)")
  var kubeconfigOut: String?

  func run() async throws {
    let logger = Logger(label: "vmcp-local")
    var options = ClusterOptions(dataDirectory: data)
    options.port = port
    options.kubeconfigPath = kubeconfigOut
    let cluster = try await Cluster.start(options, logger: logger)
    print("kubeconfig \(cluster.kubeconfigPath)")
    print("ready")
    try await Task.sleep(for: .seconds(100000))
    await cluster.stop()
  }
}
