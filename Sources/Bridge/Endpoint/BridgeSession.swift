import Synchronization

/// One HTTP client of the server.
final class BridgeSession: Sendable {
  let id: String
  /// Which start of the server it belongs to: what a client knows of a server does not outlive it.
  let generation: Int
  private let streams = Mutex<[Int: AsyncStream<[UInt8]>.Continuation]>([:])
  private let lastUse: Mutex<ContinuousClock.Instant>

  init(id: String, generation: Int) {
    self.id = id
    self.generation = generation
    lastUse = Mutex(.now)
  }

  var quietSince: ContinuousClock.Instant { lastUse.withLock { $0 } }
  func use() { lastUse.withLock { $0 = .now } }

  /// An event stream to the client; of several, each message goes to one.
  func open(limit: Int) -> AsyncStream<[UInt8]> {
    let (stream, continuation) = AsyncStream<[UInt8]>.makeStream(bufferingPolicy: .bufferingNewest(limit))
    let number = streams.withLock { streams in
      let number = (streams.keys.max() ?? 0) + 1
      streams[number] = continuation
      return number
    }
    continuation.onTermination = { [weak self] _ in self?.streams.withLock { _ = $0.removeValue(forKey: number) } }
    return stream
  }

  /// Says something to the client, where it listens.
  func tell(_ event: [UInt8]) {
    let listener = streams.withLock { $0.max { $0.key < $1.key }?.value }
    listener?.yield(event)
  }

  func close() {
    let all = streams.withLock { streams in
      defer { streams = [:] }
      return Array(streams.values)
    }
    for stream in all { stream.finish() }
  }
}
