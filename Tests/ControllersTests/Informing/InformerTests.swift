import Kubernetes
import Logging
import Synchronization
import Testing

@testable import Controllers

@Suite(.timeLimit(.minutes(1))) struct InformerTests {
  private let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }

  @Test("Handlers have been told of everything by the time that the informer has synced")
  func syncing() async throws {
    let watch = ScriptedWatch()
    let informer = Informer("services", watch, logger: logger)
    let names = Mutex<[String]>([])
    informer.onChange { event in names.withLock { $0.append(event.key.name) } }
    let run = Task { await informer.run() }
    #expect(!informer.hasSynced)
    watch.send(.replaced([.service("b", 1), .service("a", 1), .service("c", 1, namespace: "m")]))
    try await informer.waitUntilSynced()
    #expect(names.withLock { $0 } == ["b", "a", "c"])
    #expect(informer.objects().map(\.key.description) == ["m/c", "n/a", "n/b"])
    #expect(informer.objects(namespace: "m").map(\.name) == ["c"])
    #expect(informer[ObjectKey(namespace: "n", name: "a")]?.resourceVersion == "1")
    watch.finish()
    await run.value
  }

  @Test("An interruption is known until the next event, and an expired version is none")
  func interruption() async {
    let error = KubernetesError(.forbidden, "no")
    let first = ScriptedWatch(.replaced([]), .interrupted(error, retryAfter: .seconds(1)))
    first.finish()
    let broken = Informer("services", first, logger: logger)
    await broken.run()
    #expect(broken.interruption?.code == .forbidden)
    let second = ScriptedWatch(
      .interrupted(error, retryAfter: .seconds(1)), .replaced([]),
      .interrupted(KubernetesError(.gone, "old"), retryAfter: .zero))
    second.finish()
    let healthy = Informer("services", second, logger: logger)
    await healthy.run()
    #expect(healthy.interruption == nil)
  }

  @Test("Waiting for an informer that never syncs can be cancelled")
  func cancellation() async {
    let informer = Informer("services", ScriptedWatch(), logger: logger)
    let waiting = Task { try await informer.waitUntilSynced() }
    waiting.cancel()
    await #expect(throws: CancellationError.self) { try await waiting.value }
  }
}
