import Curl
import Glibc
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
  private let runner: Runner?
  private let services: ServiceForwarders?

  private init(
    shared: SharedCluster, keys: AccessKeys, server: HTTPServer, kubeconfigPath: String,
    bookmarks: Task<Void, Never>, runner: Runner?, services: ServiceForwarders?
  ) {
    self.shared = shared
    self.runner = runner
    self.services = services
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

  /// Waits for a state of the objects of some resources.
  /// - Returns: whether it was reached in time.
  package func waits(
    for resources: Set<GroupResource>, within limit: Duration, until holds: @escaping @Sendable (ClusterState) -> Bool
  ) async -> Bool {
    let changes = shared.changes(of: resources)
    return await withTaskGroup(of: Bool.self) { [shared] group in
      group.addTask {
        if holds(shared.state) { return true }
        for await _ in changes where holds(shared.state) { return true }
        return false
      }
      group.addTask {
        try? await Task.sleep(for: limit)
        return false
      }
      defer { group.cancelAll() }
      return await group.next() ?? false
    }
  }

  /// - Throws: `LocalClusterError`, `HTTPServerError`.
  package static func start(_ configuration: ClusterOptions, logger: Logger) async throws -> Cluster {
    try PrivateFile.makeDirectory(configuration.dataDirectory)
    let shared = SharedCluster(ClusterState(historyLimit: configuration.historyLimit))
    let keys = AccessKeys()
    let directory = configuration.dataDirectory + "/pods"
    let api = ClusterAPI(cluster: shared, keys: keys, logs: PodLogFiles(directory: directory))
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
    var runner: Runner?
    var services: ServiceForwarders?
    if let images = configuration.images {
      let forwarders = ServiceForwarders(
        cluster: shared, group: server.group, directory: configuration.dataDirectory + "/services", logger: logger)
      try PrivateFile.makeDirectory(configuration.dataDirectory + "/services")
      // What an earlier cluster has left behind may hold secrets.
      PrivateFile.remove(directory)
      try PrivateFile.makeDirectory(directory)
      let guardian: ProcessGuardian
      do {
        guardian = try ProcessGuardian()
        for port in configuration.exposedPorts { try await forwarders.expose(port) }
      } catch {
        await server.shutdown(within: .zero)
        throw error
      }
      let context = PodContext(
        cluster: shared, images: images, programs: Self.programs, directory: directory, keys: keys,
        address: "http://127.0.0.1:\(server.port)", servicesPath: { forwarders.path($0) }, http: CurlClient(),
        guardian: guardian,
        timing: configuration.timing, logger: logger)
      let started = Runner(context: context, services: forwarders)
      await started.start()
      (runner, services) = (started, forwarders)
    }
    return Cluster(
      shared: shared, keys: keys, server: server, kubeconfigPath: path, bookmarks: bookmarks, runner: runner,
      services: services)
  }

  /// The loopback port that reaches a Service's port; `nil` while there is none.
  package func localPort(_ port: ServicePort) async -> Int? { await services?.localPort(port) }

  /// The loopback ports of `ClusterOptions.exposedPorts`, in their order.
  package var exposedPorts: [Int] { get async { await services?.exposedPorts ?? [] } }

  /// The directory of the running executable.
  private static var programs: String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let count = readlink("/proc/self/exe", &buffer, buffer.count - 1)
    guard count > 0 else { return "." }
    let path = String(decoding: buffer[..<count].map(UInt8.init(bitPattern:)), as: UTF8.self)
    return path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }

  /// Ends watches, processes and the server.
  package func stop() async {
    bookmarks.cancel()
    await runner?.stop()
    shared.endAll()
    await server.shutdown(within: .seconds(1))
  }
}
