import AuthorizationServer
import HTTPEdge
import JOSE
import Kubernetes
import Logging
import MCP
import OAuth

/// What outlives snapshots and is the same for all of them.
struct GatewayServices: Sendable {
  /// Connections to backends.
  let http: HTTPClientGroup
  let audit: AuditLog
  /// Requests to identity providers.
  let upstream: any UpstreamTransport
  /// Requests to issuers outside the gateway.
  let issuers: any IssuerTransport
  /// What the authorization server must remember: it lasts from one document to the next.
  let storage: any Storage
  let time: any TimeSource
  let logger: Logger
  /// How long a list waits for backends that have not answered yet.
  let cataloguePatience: Duration
  /// The version of this software.
  let version: String
  /// Whether the server listens on a loopback address only.
  let isLoopback: Bool
  let endedSessions: EndedSessions
  /// Seals sessions where a document brings no keys: such sessions end with the process.
  let ownSealing: SealingKeyRing

  var identity: Implementation { Implementation(name: "vmcp", version: version) }
}
