import Kubernetes
import Logging

/// Writes events without ever holding up whoever notes them: when the API server cannot keep up, events are lost.
package final class EventRecorder: Sendable {
  private let sink: any EventSink
  private let component: String
  private let time: any TimeSource
  private let logger: Logger
  private let notes: AsyncStream<EventNote>
  private let continuation: AsyncStream<EventNote>.Continuation

  /// - Parameter component: who says so: `vmcp-operator`.
  package init(_ sink: any EventSink, component: String, time: any TimeSource = SystemTime(), logger: Logger) {
    self.sink = sink
    self.component = component
    self.time = time
    self.logger = logger
    (notes, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingOldest(256))
  }

  package func record(_ note: EventNote) { continuation.yield(note) }

  package func record(
    _ object: KubernetesObject, _ severity: EventNote.Severity, reason: String, message: String
  ) {
    record(EventNote(object, severity, reason: reason, message: message))
  }

  /// Takes no more: `run()` returns once it has written what it has.
  package func finish() { continuation.finish() }

  /// Writes until the task is cancelled. Once only.
  package func run() async {
    var aggregator = EventAggregator(component: component)
    for await note in notes {
      do {
        try await write(note, &aggregator)
      } catch is CancellationError {
        return
      } catch {
        logger.debug("cannot write an event", metadata: ["reason": "\(note.reason)", "error": "\(error)"])
      }
    }
  }

  private func write(_ note: EventNote, _ aggregator: inout EventAggregator) async throws {
    switch aggregator.decide(note, now: time.monotonicTime(), wallTime: time.wallTime()) {
    case .drop: return
    case .create(let event):
      do {
        try await sink.create(event)
      } catch {
        aggregator.forget(note)
        throw error
      }
    case .update(let key, let patch):
      do {
        try await sink.update(key, merging: patch)
      } catch let error as KubernetesError where error.code == .notFound {
        aggregator.forget(note)
        try await write(note, &aggregator)
      }
    }
  }
}
