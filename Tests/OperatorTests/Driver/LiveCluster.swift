import FoundationEssentials
import JSON
import Kubernetes
import LocalCluster
import Logging
import Resources
import Synchronization
import Testing
import YAML

@testable import Operator

/// An API server with the custom resources and an operator that works on it.
final class LiveCluster: Sendable {
  let cluster: Cluster
  /// The administrator's.
  let client: KubernetesClient
  /// The operator's.
  let operatorClient: KubernetesClient
  private static let definitions = ResourceGroup.definitions.map(\.json)

  /// What stands between the operator and its API server, where a test asked for it.
  let faults: FaultProxy?
  private let makeRuntime: @Sendable () -> OperatorRuntime
  private let working: Mutex<(runtime: OperatorRuntime, task: Task<Void, any Error>)>
  private let directory: String

  var runtime: OperatorRuntime { working.withLock(\.runtime) }

  private init(
    _ cluster: Cluster, _ client: KubernetesClient, _ operatorClient: KubernetesClient, _ faults: FaultProxy?,
    _ directory: String, _ makeRuntime: @escaping @Sendable () -> OperatorRuntime
  ) {
    self.cluster = cluster
    self.client = client
    self.operatorClient = operatorClient
    self.faults = faults
    self.makeRuntime = makeRuntime
    let runtime = makeRuntime()
    working = Mutex((runtime, Task { try await runtime.run() }))
    self.directory = directory
  }

  /// - Parameter installation: a manifest whose service account `vmcp-operator` the operator then works as; otherwise it
  ///   may do everything.
  static func with(
    namespaces: [String] = [], leads: Bool = false, installation: String? = nil, faulty: Bool = false,
    history: Int = 5000, options: OperatorOptions = OperatorOptions(), time: any TimeSource = SystemTime(),
    ask: @escaping Prober.Ask = LiveCluster.answersWell,
    _ body: (LiveCluster) async throws -> Void
  ) async throws {
    let directory = "/tmp/vmcp-operator-test-\(UUID().uuidString)"
    var logger = Logger(label: "test")
    logger.logLevel = .critical
    var clusterOptions = ClusterOptions(dataDirectory: directory)
    clusterOptions.historyLimit = history
    let cluster = try await Cluster.start(clusterOptions, logger: logger)
    let client = KubernetesClient(
      try ClusterConfiguration(server: cluster.address, proxy: .none), fieldManager: "test")
    for definition in definitions {
      try await client.create(.customResourceDefinitions, try KubernetesObject(json: definition))
    }
    var configuration = client.configuration
    let home = installation == nil ? "default" : "vmcp-system"
    if let installation {
      try await ManifestApplier(kubeconfig: cluster.kubeconfigPath).apply([installation]) { _ in }
      let token = cluster.keys.issue(serviceAccount: "vmcp-operator", namespace: home)
      configuration = try ClusterConfiguration(
        server: cluster.plainAddress, token: .data(Array(token.utf8)), proxy: .none)
    }
    var faults: FaultProxy?
    if faulty {
      let port = try #require(cluster.plainAddress.split(separator: ":").last.flatMap { Int($0) })
      let proxy = FaultProxy(port: port)
      let server = configuration.server.replacing(cluster.plainAddress, with: proxy.url)
      configuration = try ClusterConfiguration(server: server, token: configuration.token, proxy: .none)
      faults = proxy
    }
    let operatorClient = KubernetesClient(configuration, fieldManager: "vmcp-operator")
    let leadership =
      leads
      ? OperatorRuntime.Leadership(lease: ObjectKey(namespace: home, name: "vmcp-operator"), identity: "a") : nil
    let live = LiveCluster(cluster, client, operatorClient, faults, directory) { [logger] in
      OperatorRuntime(
        operatorClient, settings: OperatorSettings(gatewayImage: "vmcp:test"), keys: RandomKeys(),
        namespaces: namespaces, leadership: leadership, options: options, probing: Probing(ask: ask), time: time,
        logger: logger)
    }
    do {
      try await body(live)
    } catch {
      await live.stop()
      throw error
    }
    await live.stop()
  }

  /// Servers answer, and gateways serve what they should.
  static let answersWell: Prober.Ask = { target in
    target.question == .gateway
      ? .gateway(GatewayReport(documentHash: target.documentHash, backends: []))
      : .server(revision: "2025-11-25")
  }

  private func stop() async {
    await stopOperator()
    faults?.close()
    await cluster.stop()
    try? FileManager.default.removeItem(atPath: directory)
  }

  func stopOperator() async {
    let task = working.withLock(\.task)
    task.cancel()
    _ = await task.result
  }

  /// A new process, which knows nothing of the last one.
  func startOperator() {
    let runtime = makeRuntime()
    working.withLock { $0 = (runtime, Task { try await runtime.run() }) }
  }

  /// Applies manifests as kubectl does.
  func apply(_ texts: String..., namespace: String = "default") async throws {
    for document in try texts.flatMap({ try YAMLDocuments.read($0) }) {
      var object = try KubernetesObject(json: document)
      object.namespace = namespace
      let kinds = ClusterView.gathered + ClusterView.made
      try await client.apply(try #require(kinds.first { $0.kind == object.kind }), object)
    }
  }

  /// What the cluster holds now.
  func everything() async throws -> ManifestStore {
    var store = ManifestStore()
    for kind in ClusterView.gathered + ClusterView.made {
      for object in try await client.list(kind, namespace: "default").items {
        var json = object.json
        json["apiVersion"] = .string(kind.apiVersion)
        json["kind"] = .string(kind.kind)
        try store.insert(json, namespace: "default")
      }
    }
    return store
  }

  /// Waits for an object to be as it should be.
  @discardableResult
  func wait(
    _ kind: ResourceKind, _ name: String, namespace: String = "default",
    _ comment: Comment? = nil, until isRight: @escaping @Sendable (KubernetesObject) -> Bool
  ) async throws -> KubernetesObject {
    let watcher = Watcher(client, kind, namespace: namespace)
    return try await withThrowingTaskGroup(of: KubernetesObject?.self) { group in
      group.addTask {
        for await event in watcher.events() {
          let objects: [KubernetesObject] =
            switch event {
            case .replaced(let all): all
            case .added(let object), .modified(let object): [object]
            default: []
            }
          if let found = objects.first(where: { $0.name == name && isRight($0) }) { return found }
        }
        return nil
      }
      group.addTask {
        try await Task.sleep(for: .seconds(60))
        return nil
      }
      let found = try await group.next()
      group.cancelAll()
      if let object = found ?? nil { return object }
      let last = try await client.find(kind, ObjectKey(namespace: namespace, name: name))
      return try #require(nil as KubernetesObject?, "\(kind) \(name) became \(last?.json.text() ?? "nothing")")
    }
  }

  func wait(
    _ kind: ResourceKind, _ name: String, namespace: String = "default", condition type: String, _ reason: String
  ) async throws -> KubernetesObject {
    try await wait(kind, name, namespace: namespace) { object in
      object.conditions[type].map { $0.reason == reason && $0.observedGeneration == object.generation } ?? false
    }
  }

  /// What a Deployment's controller would report once its pod runs.
  func makeAvailable(_ deployments: String...) async throws {
    for name in deployments {
      let deployment = try await wait(.deployments, name) { _ in true }
      let generation = JSONValue.int(deployment.generation ?? 0)
      try await client.patch(
        .deployments, ObjectKey(namespace: "default", name: name),
        merging: [
          "status": ["observedGeneration": generation, "availableReplicas": 1, "readyReplicas": 1, "replicas": 1]
        ], subresource: "status")
    }
  }
}
