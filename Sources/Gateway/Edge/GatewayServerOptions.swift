import HTTPEdge
import JOSE
import NIOCore

/// How a gateway process runs, whatever its document says.
package struct GatewayServerOptions: Sendable {
  package static let defaultPort = 4483

  package var host = "127.0.0.1"
  /// 0 lets the system choose.
  package var port = defaultPort
  package var version: String
  package var threads = System.coreCount
  /// The largest request in bytes; more is 413.
  package var bodyLimit = 8 << 20
  /// Between two looks at a backend that answers.
  package var refreshInterval = Duration.seconds(30)
  /// How long after a document came into use a list waits for backends that have not answered yet.
  package var cataloguePatience = Duration.seconds(2)
  /// Where names are looked up before the system's name service.
  package var resolver: HTTPResolver?
  /// Seals sessions where a document brings no keys.
  var ownSealing: SealingKeyRing

  package init(version: String) {
    self.version = version
    guard let ring = SealingKeyRing([SealingKey.generate()]) else { preconditionFailure("one key makes a ring") }
    ownSealing = ring
  }

  /// The host as it stands in a URL.
  var urlHost: String { host.contains(":") ? "[\(host)]" : host }
}
