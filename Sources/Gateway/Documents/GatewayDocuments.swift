import GatewayDocument

/// A document and its secrets, as they are now.
struct GatewayDocuments: Sendable, Equatable {
  let text: String
  let secrets: GatewaySecrets
}
