/// The revisions of the Model Context Protocol that are spoken here, newest first.
package enum ProtocolVersion: String, Sendable, CaseIterable {
  case november2025 = "2025-11-25"
  case june2025 = "2025-06-18"

  /// What an `initialize` for a revision that is not spoken here is answered with.
  package static let latest = ProtocolVersion.november2025

  /// The revision that an `initialize` settles on: the requested one where it is spoken, else the latest; the client
  /// then goes on or disconnects (MCP lifecycle, "Version Negotiation").
  package static func negotiated(for requested: String) -> ProtocolVersion {
    ProtocolVersion(rawValue: requested) ?? latest
  }
}
