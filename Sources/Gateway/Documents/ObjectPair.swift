import FoundationEssentials
import GatewayDocument
import JSON
import Kubernetes
import Synchronization

/// Puts a document together from a ConfigMap and a Secret that come and go each by itself.
final class ObjectPair: Sendable {
  private enum Known {
    case nothing
    case absent
    case object(KubernetesObject)
  }

  private struct State {
    var configMap = Known.nothing
    var secret = Known.nothing
    var last: DocumentUpdate?
  }

  private let state = Mutex(State())
  private let report: @Sendable (DocumentUpdate) -> Void

  init(_ report: @escaping @Sendable (DocumentUpdate) -> Void) { self.report = report }

  func update(configMap: KubernetesObject?) { change { $0.configMap = configMap.map(Known.object) ?? .absent } }
  func update(secret: KubernetesObject?) { change { $0.secret = secret.map(Known.object) ?? .absent } }

  private func change(_ body: (inout State) -> Void) {
    // Reported under the lock: two changes are reported in the order in which they were made.
    state.withLock { state in
      body(&state)
      guard let update = Self.update(state), update != state.last else { return }
      state.last = update
      report(update)
    }
  }

  private static func update(_ state: State) -> DocumentUpdate? {
    switch (state.configMap, state.secret) {
    case (.nothing, _), (_, .nothing): return nil
    case (.absent, _): return .unreadable("the ConfigMap does not exist")
    case (_, .absent): return .unreadable("the Secret does not exist")
    case (.object(let configMap), .object(let secret)):
      guard let text = configMap[path: "data", ClusterDocumentSource.key]?.stringValue else {
        return .unreadable("the ConfigMap has no key \"\(ClusterDocumentSource.key)\"")
      }
      var values: [String: SecretValue] = [:]
      for (key, value) in secret["data"]?.objectValue ?? [:] {
        guard let encoded = value.stringValue, let data = Data(base64Encoded: encoded) else {
          return .unreadable("the Secret's value \"\(key)\" is not base64")
        }
        values[key] = SecretValue(Array(data))
      }
      return .documents(GatewayDocuments(text: text, secrets: GatewaySecrets(values)))
    }
  }
}
