import ArgumentParser
import FoundationEssentials
import HTTP
import HTTPEdge
import JOSE
import Kubernetes
import Logging
import Logs
import Operator

struct Run: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Works in a cluster until SIGTERM or SIGINT.",
    discussion: "The cluster is KUBECONFIG's, the pod's own, or ~/.kube/config's current context.")

  @Option(help: "The kubeconfig file.")
  var kubeconfig: String?

  @Option(help: "The namespaces to work in, separated by commas. (default: all)")
  var namespaces: String?

  @Option(help: "The gateway's image. (default: $VMCP_GATEWAY_IMAGE, or \(GatewayImage.fallback))")
  var gatewayImage: String?

  @Option(help: "How long a gateway signs with one key, as 2160h, or never.")
  var keyRotation = "2160h"

  @Flag(help: "Wait for a lease, so that of several operators one works.")
  var leaderElect = false

  @Option(help: "The namespace of the lease. (default: $POD_NAMESPACE, or the kubeconfig's)")
  var leaderNamespace: String?

  @Option(help: "Where GET /healthz and /readyz are answered: host:port. (default: nowhere)")
  var healthAddress: String?

  func run() async throws {
    LoggingSystem.bootstrap { JSONLogHandler(component: $0) }
    let logger = Logger(label: "vmcp-operator")
    let environment = ProcessInfo.processInfo.environment
    let configuration = try ClusterConfiguration.load(kubeconfig: kubeconfig, environment: environment)
    let leadership = OperatorRuntime.Leadership(
      lease: ObjectKey(
        namespace: leaderNamespace ?? environment["POD_NAMESPACE"] ?? configuration.namespace, name: "vmcp-operator"),
      identity: "\(environment["HOSTNAME"] ?? "operator")-\(Random.uuid())")
    let scopes = (namespaces ?? "").split(separator: ",").map { $0.trimming(while: \.isWhitespace) }
    let client = KubernetesClient(configuration, fieldManager: "vmcp-operator")
    let runtime = OperatorRuntime(
      client,
      settings: OperatorSettings(
        gatewayImage: GatewayImage.choose(gatewayImage, environment), keyRotationInterval: try rotationInterval()),
      keys: RandomKeys(),
      namespaces: scopes.filter { !$0.isEmpty }, leadership: leaderElect ? leadership : nil,
      probing: .overHTTP(services: ServiceMap(environment: environment)), logger: logger)
    let health = try await startHealth(runtime, logger)
    logger.info("started", metadata: ["cluster": "\(configuration.origin)", "namespaces": "\(namespaces ?? "all")"])
    try await withThrowingTaskGroup(of: Void.self) { group in
      group.addTask {
        async let budget: Void? = ownBudget(client, environment, logger)?.ensure()
        try await runtime.run()
        _ = await budget
      }
      group.addTask { await Termination.wait() }
      try await group.next()
      group.cancelAll()
      while let result = await group.nextResult() {
        if case .failure(let error) = result, !(error is CancellationError) { throw error }
      }
    }
    await health?.shutdown(within: .seconds(1))
    logger.info("stopped")
  }

  private func rotationInterval() throws -> Int? {
    guard keyRotation != "never" else { return nil }
    guard let seconds = OperatorSettings.rotationInterval(keyRotation) else {
      throw ValidationError("--key-rotation is never or a duration of an hour or more, as 2160h")
    }
    return seconds
  }

  /// `nil` outside a cluster.
  private func ownBudget(_ client: KubernetesClient, _ environment: [String: String], _ logger: Logger)
    -> OwnDisruptionBudget?
  {
    environment["POD_NAMESPACE"].map {
      OwnDisruptionBudget(client, deployment: ObjectKey(namespace: $0, name: "vmcp-operator"), logger: logger)
    }
  }

  private func startHealth(_ runtime: OperatorRuntime, _ logger: Logger) async throws -> HTTPServer? {
    guard let healthAddress else { return nil }
    guard let colon = healthAddress.lastIndex(of: ":"),
      let port = Int(healthAddress[healthAddress.index(after: colon)...])
    else { throw ValidationError("--health-address is host:port") }
    let host = healthAddress[..<colon]
    return try await HTTPServer.start(host: host.isEmpty ? "0.0.0.0" : String(host), port: port, logger: logger) {
      request, _ in
      switch request.path {
      case "/healthz": .text("ok\n")
      case "/readyz": runtime.isReady ? .text("ok\n") : .text("not yet in sync with the cluster\n", status: 503)
      default: .text("not found\n", status: 404)
      }
    }
  }
}

extension Substring {
  /// Without the characters at both ends for which `condition` holds.
  fileprivate func trimming(while condition: (Character) -> Bool) -> String {
    var rest = drop(while: condition)
    while let last = rest.last, condition(last) { rest = rest.dropLast() }
    return String(rest)
  }
}
