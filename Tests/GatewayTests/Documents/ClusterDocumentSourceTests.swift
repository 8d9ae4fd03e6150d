import GatewayDocument
import JSON
import Kubernetes
import Logging
import Testing

@testable import Gateway

@Suite struct ClusterDocumentSourceTests {
  private struct ScriptedWatch: WatchSource {
    let stream: AsyncStream<WatchEvent>
    let continuation: AsyncStream<WatchEvent>.Continuation
    init() { (stream, continuation) = AsyncStream.makeStream() }
    func events() -> any AsyncSequence<WatchEvent, Never> { stream }
  }

  private func configMap(_ text: String) -> KubernetesObject {
    KubernetesObject(["data": ["config.yaml": .string(text)]])
  }

  @Test("Both objects are followed: what they are first, every change, and that one is gone") func follow() async {
    let (configMaps, secrets) = (ScriptedWatch(), ScriptedWatch())
    let source = ClusterDocumentSource(configMap: configMaps, secret: secrets, logger: Logger(label: "test"))
    var updates = source.documents().makeAsyncIterator()
    configMaps.continuation.yield(.replaced([configMap("a")]))
    secrets.continuation.yield(.replaced([KubernetesObject(["data": [:]])]))
    #expect(await updates.next() == .documents(GatewayDocuments(text: "a", secrets: GatewaySecrets())))
    configMaps.continuation.yield(.modified(configMap("b")))
    #expect(await updates.next() == .documents(GatewayDocuments(text: "b", secrets: GatewaySecrets())))
    secrets.continuation.yield(.modified(KubernetesObject(["data": ["key": "a2V5"]])))
    let renewed = GatewaySecrets(["key": SecretValue(Array("key".utf8))])
    #expect(await updates.next() == .documents(GatewayDocuments(text: "b", secrets: renewed)))
    configMaps.continuation.yield(.deleted(configMap("b")))
    #expect(await updates.next() == .unreadable("the ConfigMap does not exist"))
  }
}
