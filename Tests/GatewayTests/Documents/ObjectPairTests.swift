import GatewayDocument
import JSON
import Kubernetes
import Synchronization
import Testing

@testable import Gateway

@Suite struct ObjectPairTests {
  private final class Seen: Sendable {
    let updates: Mutex<[DocumentUpdate]> = Mutex([])
    var all: [DocumentUpdate] { updates.withLock { $0 } }
  }

  private let seen = Seen()
  private var pair: ObjectPair { ObjectPair { [seen] update in seen.updates.withLock { $0.append(update) } } }

  private func configMap(_ text: String) -> KubernetesObject {
    KubernetesObject(["data": ["config.yaml": .string(text)]])
  }

  private func secret(_ encoded: String) -> KubernetesObject { KubernetesObject(["data": ["key": .string(encoded)]]) }

  @Test("Nothing is reported before both objects are known") func both() {
    let pair = pair
    pair.update(configMap: configMap("a"))
    #expect(seen.all.isEmpty)
    pair.update(secret: secret("a2V5"))
    let secrets = GatewaySecrets(["key": SecretValue(Array("key".utf8))])
    #expect(seen.all == [.documents(GatewayDocuments(text: "a", secrets: secrets))])
    pair.update(secret: secret("a2V5"))
    #expect(seen.all.count == 1)
    pair.update(configMap: configMap("b"))
    #expect(seen.all.last == .documents(GatewayDocuments(text: "b", secrets: secrets)))
  }

  @Test("What is missing or broken is said by kind") func broken() {
    let pair = pair
    pair.update(configMap: nil)
    pair.update(secret: secret("a2V5"))
    #expect(seen.all.last == .unreadable("the ConfigMap does not exist"))
    pair.update(configMap: KubernetesObject(["data": [:]]))
    #expect(seen.all.last == .unreadable("the ConfigMap has no key \"config.yaml\""))
    pair.update(configMap: configMap("a"))
    pair.update(secret: secret("%%%"))
    #expect(seen.all.last == .unreadable("the Secret's value \"key\" is not base64"))
    pair.update(secret: nil)
    #expect(seen.all.last == .unreadable("the Secret does not exist"))
  }
}
