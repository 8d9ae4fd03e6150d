import GatewayDocument

@testable import Gateway

/// Documents that a test hands over.
struct ScriptedDocumentSource: DocumentSource {
  let mode = "static"
  private let stream: AsyncStream<DocumentUpdate>
  private let continuation: AsyncStream<DocumentUpdate>.Continuation

  init() { (stream, continuation) = AsyncStream.makeStream() }

  func documents() -> AsyncStream<DocumentUpdate> { stream }
  func send(_ text: String, _ secrets: GatewaySecrets = GatewaySecrets()) {
    continuation.yield(.documents(GatewayDocuments(text: text, secrets: secrets)))
  }
}
