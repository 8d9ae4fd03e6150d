/// Where the gateway's document comes from.
protocol DocumentSource: Sendable {
  /// The word for it in `/readyz`.
  var mode: String { get }
  /// The documents: first those that there are, then again after each change, until the reading task is cancelled.
  func documents() -> AsyncStream<DocumentUpdate>
}

enum DocumentUpdate: Sendable, Equatable {
  case documents(GatewayDocuments)
  /// They cannot be read at the moment, for this reason.
  case unreadable(String)
}
