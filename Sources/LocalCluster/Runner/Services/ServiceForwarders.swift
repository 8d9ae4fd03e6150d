import JSON
import Logging
import NIOCore
import Synchronization

/// Keeps a loopback port for every port of every Service, and files that say which is which.
actor ServiceForwarders {
  private let cluster: SharedCluster
  private let group: any EventLoopGroup
  private let directory: String
  private let logger: Logger
  private var forwarders: [ServicePort: PortForwarder] = [:]
  /// Beside the ports of the Services: those that people want to reach them at.
  private var exposed: [PortForwarder] = []
  private var refused: Set<ServicePort> = []
  private var written: [String: JSONValue] = [:]

  init(cluster: SharedCluster, group: any EventLoopGroup, directory: String, logger: Logger) {
    self.cluster = cluster
    self.group = group
    self.directory = directory
    self.logger = logger
  }

  /// The service map of a namespace.
  nonisolated func path(_ namespace: String) -> String { "\(directory)/\(namespace).json" }

  /// Opens a port for people. The Service may come later.
  /// - Throws: code `port` when the port is taken.
  func expose(_ port: ExposedPort) async throws {
    exposed.append(try await PortForwarder.start(port: port.hostPort, group: group, target: target(port.port)))
  }

  /// The ports that people were promised, in the order of their promises.
  var exposedPorts: [Int] { exposed.map(\.port) }

  func reconcile() async throws {
    let state = cluster.state
    var wanted: [ServicePort: Int] = [:]
    for service in state.store.objects(.services) {
      for entry in service["spec"]?["ports"]?.arrayValue ?? [] {
        guard let number = entry["port"]?.intValue, entry["protocol"]?.stringValue ?? "TCP" == "TCP" else { continue }
        let port = ServicePort(namespace: service.objectNamespace, service: service.objectName, number: number)
        wanted[port] = service.annotations["localcluster/host-port.\(number)"].flatMap { Int($0) } ?? 0
      }
    }
    for (port, forwarder) in forwarders where wanted[port] == nil {
      forwarders[port] = nil
      await forwarder.stop()
    }
    refused.formIntersection(wanted.keys)
    for (port, fixed) in wanted where forwarders[port] == nil && !refused.contains(port) {
      do {
        forwarders[port] = try await PortForwarder.start(port: fixed, group: group, target: target(port))
      } catch {
        // Tried again when the Service has changed; the others go on.
        refused.insert(port)
        logger.error("a service has no port", metadata: ["service": "\(port)", "reason": "\(error)"])
      }
    }
    try write(namespaces: state.store.objects(.namespaces).map(\.objectName))
  }

  func stop() async {
    for forwarder in Array(forwarders.values) + exposed { await forwarder.stop() }
    forwarders = [:]
    exposed = []
  }

  /// The loopback port of a Service's port; `nil` while it has none.
  func localPort(_ port: ServicePort) -> Int? { forwarders[port]?.port }

  private func write(namespaces: [String]) throws {
    let ports = forwarders.mapValues(\.port)
    for namespace in namespaces {
      let map = ServiceRouting.map(ports, namespace: namespace)
      guard written[namespace] != map else { continue }
      try PrivateFile.write(map.bytes(.pretty), to: path(namespace))
      written[namespace] = map
    }
  }

  /// Takes the ready pods in turn.
  private func target(_ port: ServicePort) -> @Sendable () -> Int? {
    let cluster = cluster
    let turn = Turn()
    return {
      let store = cluster.state.store
      guard let service = store.object(.services, namespace: port.namespace, name: port.service) else { return nil }
      let backends = ServiceRouting.backends(service, port: port.number, store)
      return backends.isEmpty ? nil : backends[turn.next() % backends.count]
    }
  }

  private final class Turn: Sendable {
    private let count = Mutex(0)
    func next() -> Int {
      count.withLock { count in
        defer { count &+= 1 }
        return count & Int.max
      }
    }
  }
}
