import HTTP

/// An open event stream of a backend that speaks MCP 2024-11-05. It ends with its last reference.
final class SSEStream: Sendable {
  /// Where messages are posted.
  let endpoint: HTTPURL
  let inbox: SSEInbox
  private let reading: Task<Void, Never>

  init(endpoint: HTTPURL, inbox: SSEInbox, reading: Task<Void, Never>) {
    self.endpoint = endpoint
    self.inbox = inbox
    self.reading = reading
  }

  deinit { reading.cancel() }
}
