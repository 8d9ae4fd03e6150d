import ArgumentParser
import FoundationEssentials
import Kubernetes
import Logging
import Logs
import Metrics
import Operator

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Works in a cluster until SIGTERM or SIGINT.",
    discussion: "The cluster is KUBECONFIG's, the pod's own, or ~/.kube/config's current context.")

  @Option(help: "The kubeconfig file.")
  var kubeconfig: String?

  @Option(help: "The namespaces to work in, separated by commas. (default: $WATCH_NAMESPACE, or all)")
  var namespaces: String?

  @Option(help: "The gateway's image. (default: $VMCP_GATEWAY_IMAGE, or \(GatewayImage.fallback))")
  var gatewayImage: String?

  @Option(help: "How long a gateway signs with one key, as 2160h, or never.")
  var keyRotation = "2160h"

  @Option(help: "How many objects of each kind are worked on at once.")
  var workers = 2

  @Option(help: "How often every object is looked at even if nothing changed, as 30m; 0 for never.")
  var resync = Seconds(1800)

  @Option(name: .customLong("kube-api-qps"), help: "How many requests a second the API server gets on average.")
  var requestsPerSecond = 100.0

  @Option(name: .customLong("kube-api-burst"), help: "How many requests it gets at once after a quiet time.")
  var requestBurst = 200

  @OptionGroup var leader: LeaderOptions

  @OptionGroup var endpoints: EndpointOptions

  func validate() throws {
    guard (1...64).contains(workers) else { throw ValidationError("--workers is a number from 1 to 64") }
    guard requestsPerSecond >= 1, requestBurst >= 1 else {
      throw ValidationError("--kube-api-qps and --kube-api-burst are 1 at least")
    }
  }

  func run() async throws {
    Memory.keepSmall()
    LoggingSystem.bootstrap { JSONLogHandler(component: $0) }
    let logger = Logger(label: "vmcp-operator")
    let environment = ProcessInfo.processInfo.environment
    let configuration = try ClusterConfiguration.load(kubeconfig: kubeconfig, environment: environment)
    let scopes = namespaceList(environment)
    let client = throttledClient(configuration)
    let metrics = MetricsRegistry()
    metrics.collectProcess()
    let runtime = OperatorRuntime(
      client,
      settings: OperatorSettings(
        gatewayImage: GatewayImage.choose(gatewayImage, environment), keyRotationInterval: try rotationInterval()),
      keys: RandomKeys(), namespaces: scopes,
      leadership: try leader.leadership(environment, fallback: configuration.namespace),
      options: OperatorOptions(workers: workers, resync: .seconds(resync.count)),
      probing: .overHTTP(services: ServiceMap(environment: environment)), metrics: metrics, logger: logger)
    let servers = try await endpoints.start(runtime, logger)
    let tidying = Task { await Memory.giveBack(every: .seconds(30)) }
    defer { tidying.cancel() }
    let places = scopes.isEmpty ? "all" : scopes.joined(separator: ",")
    logger.info("started", metadata: ["cluster": "\(configuration.origin)", "namespaces": "\(places)"])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        async let budget: Void? = ownBudget(client, environment, logger)?.ensure()
        try await runtime.run()
        _ = await budget
      }
      group.addTask { await Termination.wait() }
      try await group.next()
      logger.info("stopping")
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
    }
    for server in servers { await server.shutdown(within: .seconds(1)) }
    logger.info("stopped")
  }

  private func namespaceList(_ environment: [String: String]) -> [String] {
    let text = namespaces ?? environment["WATCH_NAMESPACE"] ?? ""
    return text.split { $0 == "," || $0.isWhitespace }.map(String.init)
  }

  private func rotationInterval() throws -> Int? {
    guard keyRotation != "never" else { return nil }
    guard let seconds = OperatorSettings.rotationInterval(keyRotation) else {
      throw ValidationError("--key-rotation is never or a duration of an hour or more, as 2160h")
    }
    return seconds
  }

  private func throttledClient(_ configuration: ClusterConfiguration) -> KubernetesClient {
    var client = KubernetesClient(configuration, fieldManager: "vmcp-operator")
    client.throttle = RequestThrottle(perSecond: requestsPerSecond, burst: requestBurst)
    return client
  }

  /// `nil` outside a cluster.
  private func ownBudget(_ client: KubernetesClient, _ environment: [String: String], _ logger: Logger)
    -> OwnDisruptionBudget?
  {
    environment["POD_NAMESPACE"].map {
      OwnDisruptionBudget(client, deployment: ObjectKey(namespace: $0, name: "vmcp-operator"), logger: logger)
    }
  }
}
