import HTTP
import HTTPEdge
import JSON
import Logging

/// A Kubernetes API on a loopback port, and what runs its Deployments as processes. For demos and tests.
package final class Cluster: Sendable {
  /// Where the API answers to whoever knows the address: `http://127.0.0.1:<port>/<secret>`. No token is needed.
  package let address: String
  /// A kubeconfig of the administrator.
  package let kubeconfigPath: String
  package let keys: AccessKeys

  private let shared: SharedCluster
  private let server: HTTPServer
  private let bookmarks: Task<Void, Never>

  private init(
    shared: SharedCluster, keys: AccessKeys, server: HTTPServer, kubeconfigPath: String, bookmarks: Task<Void, Never>
  ) {
    self.shared = shared
    self.keys = keys
    self.server = server
    self.kubeconfigPath = kubeconfigPath
    self.bookmarks = bookmarks
    address = "http://127.0.0.1:\(server.port)/\(keys.secretPath)"
  }

  /// The address without the secret path; requests there need a token.
  package var plainAddress: String { "http://127.0.0.1:\(server.port)" }

  /// The objects as they are now.
  package var state: ClusterState { shared.state }

  /// Changes objects without a request.
  package func change<Result: Sendable>(
    _ body: (inout ClusterState) throws(APIStatus) -> Result
  ) throws(APIStatus) -> Result {
    try shared.change(body)
  }

  /// - Throws: `LocalClusterError`, `HTTPServerError`.
  package static func start(_ configuration: ClusterOptions, logger: Logger) async throws -> Cluster {
    try PrivateFile.makeDirectory(configuration.dataDirectory)
    let shared = SharedCluster(ClusterState(historyLimit: configuration.historyLimit))
    let keys = AccessKeys()
    let api = ClusterAPI(cluster: shared, keys: keys, logs: NoPodLogs())
    var limits = HTTPServerLimits()
    limits.bodyBytes = { _ in 4 << 20 }
    limits.idleTimeout = .seconds(600)
    let server = try await HTTPServer.start(port: configuration.port, limits: limits, logger: logger) { request, _ in
      await api.answer(request)
    }
    let path = configuration.kubeconfigPath ?? configuration.dataDirectory + "/kubeconfig"
    let contents = KubeconfigFile.contents(
      server: "http://127.0.0.1:\(server.port)/\(keys.secretPath)", token: keys.administratorToken,
      namespace: "default", user: "local-admin")
    try PrivateFile.write(contents.bytes(.pretty), to: path)
    let bookmarks = Task {
      while !Task.isCancelled {
        try? await Task.sleep(for: configuration.bookmarkInterval)
        shared.sendBookmarks()
      }
    }
    return Cluster(shared: shared, keys: keys, server: server, kubeconfigPath: path, bookmarks: bookmarks)
  }

  /// Ends watches, processes and the server.
  package func stop() async {
    bookmarks.cancel()
    shared.endAll()
    await server.shutdown(within: .seconds(1))
  }
}
