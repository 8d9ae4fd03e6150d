import HTTP
import NIOCore

/// One request and its response; confined to its loop. It leaves its connection when the response has come whole, so that
/// the connection can serve the next request while the body is still read from here.
final class ClientExchange {
  struct Head: Sendable {
    let status: Int
    let headers: HTTP.HTTPHeaders
  }

  private(set) var connection: ClientConnection?
  private var head: CheckedContinuation<Head, any Error>?
  private var reader: CheckedContinuation<ByteBuffer?, any Error>?
  private var pieces = CircularBuffer<ByteBuffer>()
  private var end: Result<Void, any Error>?
  private(set) var bufferedBytes = 0
  private(set) var hasHead = false

  init(_ connection: ClientConnection) { self.connection = connection }

  /// Sends the request and waits for the head of the response.
  func perform(_ bytes: ByteBuffer, method: String, deadline: NIODeadline) async throws -> Head {
    guard let connection else { throw CancellationError() }
    let eventLoop = connection.channel.eventLoop
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        head = continuation
        connection.begin(self, bytes, method: method, deadline: deadline)
      }
    } onCancel: {
      eventLoop.execute { bound.value.fail(CancellationError()) }
    }
  }

  /// The next piece of the body; `nil` at its end.
  func next() async throws -> ByteBuffer? {
    if let piece = pieces.popFirst() {
      bufferedBytes -= piece.readableBytes
      connection?.readOn()
      return piece
    }
    if let end {
      try end.get()
      return nil
    }
    guard let eventLoop = connection?.channel.eventLoop else { return nil }
    let bound = NIOLoopBound(self, eventLoop: eventLoop)
    return try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        precondition(reader == nil, "a body has one reader")
        reader = continuation
      }
    } onCancel: {
      eventLoop.execute { bound.value.fail(CancellationError()) }
    }
  }

  func liftDeadline() { connection?.timer.clear() }

  func receive(_ head: Head) {
    hasHead = true
    self.head?.resume(returning: head)
    self.head = nil
  }

  func receive(_ piece: ByteBuffer) {
    guard end == nil, piece.readableBytes > 0 else { return }
    if let reader {
      self.reader = nil
      reader.resume(returning: piece)
    } else {
      pieces.append(piece)
      bufferedBytes += piece.readableBytes
    }
  }

  /// The response is whole; the connection is not needed any more.
  func complete() {
    connection = nil
    end = .success(())
    reader?.resume(returning: nil)
    reader = nil
  }

  /// Ends the exchange and its connection.
  func fail(_ error: any Error) {
    guard end == nil else { return }
    end = .failure(error)
    connection?.endAfterFailure()
    connection = nil
    head?.resume(throwing: error)
    head = nil
    reader?.resume(throwing: error)
    reader = nil
  }

  /// Nobody wants the rest of the body.
  func abandon() {
    pieces.removeAll()
    fail(CancellationError())
  }
}
