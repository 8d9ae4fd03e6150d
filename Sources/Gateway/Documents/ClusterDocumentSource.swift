import FoundationEssentials
import GatewayDocument
import JSON
import Kubernetes
import Logging

/// The gateway's own ConfigMap and its own Secret, followed by list and watch. Both must be there: keys are never made
/// up in place of ones that have not come yet.
package struct ClusterDocumentSource: DocumentSource {
  /// The ConfigMap's key that holds the document.
  static let key = "config.yaml"

  let mode = "dynamic"
  private let configMap: any WatchSource
  private let secret: any WatchSource
  private let logger: Logger

  /// - Parameter name: the virtual server's.
  package init(_ client: KubernetesClient, namespace: String, name: String, logger: Logger) {
    self.init(
      configMap: Watcher(
        client, .configMaps, namespace: namespace,
        ListOptions(fieldSelector: "metadata.name=vmcp-\(name)-config")),
      secret: Watcher(
        client, .secrets, namespace: namespace, ListOptions(fieldSelector: "metadata.name=vmcp-\(name)-secrets")),
      logger: logger)
  }

  init(configMap: any WatchSource, secret: any WatchSource, logger: Logger) {
    self.configMap = configMap
    self.secret = secret
    self.logger = logger
  }

  func documents() -> AsyncStream<DocumentUpdate> {
    AsyncStream(bufferingPolicy: .bufferingNewest(1)) { continuation in
      let pair = ObjectPair { continuation.yield($0) }
      let task = Task {
        await withTaskGroup(of: Void.self) { group in
          group.addTask { await follow(configMap, "ConfigMap") { pair.update(configMap: $0) } }
          group.addTask { await follow(secret, "Secret") { pair.update(secret: $0) } }
        }
        continuation.finish()
      }
      continuation.onTermination = { _ in task.cancel() }
    }
  }

  private func follow(_ source: any WatchSource, _ kind: String, _ update: (KubernetesObject?) -> Void) async {
    for await event in source.events() {
      switch event {
      case .replaced(let objects): update(objects.first)
      case .added(let object), .modified(let object): update(object)
      case .deleted: update(nil)
      case .interrupted(let error, let wait):
        logger.warning(
          "watch interrupted", metadata: ["kind": "\(kind)", "error": "\(error)", "retry_after": "\(wait)"])
      }
    }
  }
}
