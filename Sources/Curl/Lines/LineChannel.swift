import HTTP
import Synchronization

/// Between the loop, which feeds bytes, and one reader, who takes lines. The transfer is paused while more than
/// `highWater` bytes wait and goes on once half of them are read.
final class LineChannel: TransferReceiver {
  static let highWater = 256 << 10

  private struct State {
    var head: (status: Int, headers: HTTPHeaders)?
    var buffer = LineBuffer()
    var isPaused = false
    var end: Result<Void, any Error>?
    var headWaiter: CheckedContinuation<Void, any Error>?
    var lineWaiter: CheckedContinuation<[UInt8]?, any Error>?
    var resume: (@Sendable () -> Void)?
    var cancel: (@Sendable () -> Void)?
  }

  private let lineLimit: Int
  private let state = Mutex(State())

  init(lineLimit: Int) { self.lineLimit = lineLimit }

  /// Says how the transfer is resumed and cancelled; before the transfer starts.
  func connect(resume: @escaping @Sendable () -> Void, cancel: @escaping @Sendable () -> Void) {
    state.withLock {
      $0.resume = resume
      $0.cancel = cancel
    }
  }

  var response: (status: Int, headers: HTTPHeaders) { state.withLock { $0.head ?? (0, [:]) } }

  /// Bytes received and not yet read.
  var bufferedBytes: Int { state.withLock { $0.buffer.byteCount } }

  // MARK: The loop's side

  func head(status: Int, headers: HTTPHeaders) {
    let waiter = state.withLock { state in
      state.head = (status, headers)
      defer { state.headWaiter = nil }
      return state.headWaiter
    }
    waiter?.resume()
  }

  func body(_ bytes: UnsafeRawBufferPointer) -> TransferDecision {
    // Sending the pointer into the lock's closure is what the compiler cannot see to be safe: the closure is done
    // with it before it returns.
    nonisolated(unsafe) let bytes = bytes
    let (decision, delivery) = state.withLock { state -> (TransferDecision, (() -> Void)?) in
      if !state.buffer.lines.isEmpty, state.buffer.byteCount >= Self.highWater {
        state.isPaused = true
        return (.pause, nil)
      }
      guard state.buffer.append(bytes, lineLimit: lineLimit) else {
        return (.fail(CurlError(.tooLarge, "a line is longer than \(lineLimit) bytes")), nil)
      }
      guard let waiter = state.lineWaiter, let line = state.buffer.popFirst() else { return (.accept, nil) }
      state.lineWaiter = nil
      return (.accept, { waiter.resume(returning: line) })
    }
    delivery?()
    return decision
  }

  func end(_ result: Result<Void, any Error>) {
    let delivery = state.withLock { state -> (() -> Void)? in
      guard state.end == nil else { return nil }
      state.end = result
      state.resume = nil
      state.cancel = nil
      if case .success = result { state.buffer.finish() }
      let (headWaiter, lineWaiter) = (state.headWaiter, state.lineWaiter)
      (state.headWaiter, state.lineWaiter) = (nil, nil)
      let last = lineWaiter == nil ? nil : state.buffer.popFirst()
      return {
        headWaiter?.resume(with: result)
        if let last { lineWaiter?.resume(returning: last) } else { lineWaiter?.resume(with: result.map { nil }) }
      }
    }
    delivery?()
  }

  // MARK: The reader's side

  func cancel() { state.withLock { $0.cancel }?() }

  func waitForHead() async throws {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let answer = state.withLock { state -> Result<Void, any Error>? in
          if state.head != nil { return .success(()) }
          if let end = state.end { return end }
          state.headWaiter = continuation
          return nil
        }
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      cancel()
    }
  }

  /// - Throws: `CurlError` or `CancellationError`, after all whole lines that came before.
  func next() async throws -> [UInt8]? {
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        let (answer, resume) = state.withLock { state -> (Result<[UInt8]?, any Error>?, (@Sendable () -> Void)?) in
          guard let line = state.buffer.popFirst() else {
            if let end = state.end { return (end.map { nil }, nil) }
            state.lineWaiter = continuation
            return (nil, nil)
          }
          guard state.isPaused, state.buffer.byteCount < Self.highWater / 2 || state.buffer.lines.isEmpty else {
            return (.success(line), nil)
          }
          state.isPaused = false
          return (.success(line), state.resume)
        }
        resume?()
        if let answer { continuation.resume(with: answer) }
      }
    } onCancel: {
      cancel()
    }
  }
}
