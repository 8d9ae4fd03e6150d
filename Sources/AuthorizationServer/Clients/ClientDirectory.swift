import OAuth

/// All clients of the server: those of the configuration, those whose identifier is a document's address, and those that
/// registered, whose identifier says all about them.
struct ClientDirectory: Sendable {
  private let configured: [String: RegisteredClient]
  private let documents: ClientDocuments?
  private let seals: Seals

  /// - Parameter documents: `nil` where clients are not known by documents.
  init(configured: [RegisteredClient], documents: ClientDocuments?, seals: Seals) {
    self.configured = Dictionary(configured.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    self.documents = documents
    self.seals = seals
  }

  /// - Parameter remoteAddress: who asks: fetching a document is not free.
  func client(_ id: String, from remoteAddress: String?) async throws(ClientProblem) -> RegisteredClient {
    if let client = configured[id], client.id.utf8.elementsEqual(id.utf8) { return client }
    if ClientIdentifierURL.isMeant(id) {
      guard let documents else { throw .noDocuments }
      return try await documents.client(id, from: remoteAddress)
    }
    // Sealed with a key that is gone, or never issued here.
    guard let registration = seals.open(id, as: ClientRegistration.self) else { throw .unknown }
    return RegisteredClient(id: id, fingerprint: ServerContext.digest(id), registration: registration)
  }
}
