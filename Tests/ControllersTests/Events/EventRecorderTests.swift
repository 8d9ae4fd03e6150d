import JSON
import Kubernetes
import Logging
import Synchronization
import TestDoubles
import Testing

@testable import Controllers

@Suite(.timeLimit(.minutes(1))) struct EventRecorderTests {
  private final class Sink: EventSink {
    let log = Mutex<[String]>([])
    /// What the calls throw, one after the other.
    let errors: Mutex<[KubernetesError?]>

    init(_ errors: KubernetesError?...) { self.errors = Mutex(errors) }

    func create(_ event: KubernetesObject) async throws { try note("create \(event["message"]?.stringValue ?? "")") }
    func update(_ key: ObjectKey, merging patch: JSONValue) async throws {
      try note("update \(patch["count"]?.intValue ?? 0)")
    }

    private func note(_ call: String) throws {
      log.withLock { $0.append(call) }
      if let error = errors.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) { throw error }
    }
  }

  private func record(_ sink: Sink, _ messages: String...) async -> [String] {
    let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
    let recorder = EventRecorder(sink, component: "c", time: ManualTime(), logger: logger)
    for message in messages { recorder.record(.service("a", 1), .normal, reason: "R", message: message) }
    recorder.finish()
    await recorder.run()
    return sink.log.withLock { $0 }
  }

  @Test("Events are written in order, repeated ones as a count")
  func writes() async {
    #expect(await record(Sink(), "x", "x", "y", "x") == ["create x", "update 2", "create y", "update 3"])
  }

  @Test("An event that has expired meanwhile is written anew")
  func expired() async {
    let sink = Sink(nil, KubernetesError(.notFound, "gone"))
    #expect(await record(sink, "x", "x") == ["create x", "update 2", "create x"])
  }

  @Test("An event that could not be written does not stop the others, and is created the next time")
  func failure() async {
    let sink = Sink(KubernetesError(.forbidden, "no"))
    #expect(await record(sink, "x", "x", "y") == ["create x", "create x", "create y"])
  }
}
