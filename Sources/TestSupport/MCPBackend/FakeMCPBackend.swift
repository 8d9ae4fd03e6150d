import HTTP
import HTTPEdge
import JSON
import Logging
import MCP
import NIOCore
import Synchronization

/// An MCP server over Streamable HTTP at `/mcp`, on loopback: revisions 2025-11-25 and 2025-06-18, sessions, answers as
/// JSON or as event streams, and faults on demand.
package final class FakeMCPBackend: Sendable {
  struct State {
    var sessions: Set<String> = []
    /// By method, or by `tools/call` and a tool's name: `tools/call get_pods`.
    var faults: [String: BackendFault] = [:]
    var calls: [BackendCall] = []
    var withheld: Set<String> = []
  }

  package let model: any BackendModel
  package let options: BackendOptions
  let state = Mutex(State())

  package init(_ model: any BackendModel, options: BackendOptions = BackendOptions()) {
    self.model = model
    self.options = options
  }

  /// Serves until the server is shut down. The endpoint is `/mcp` on its port.
  /// - Parameter group: the loops to serve on; `nil` makes one.
  package func serve(
    host: String = "127.0.0.1", port: Int = 0, group: (any EventLoopGroup)? = nil, logger: Logger
  ) async throws -> HTTPServer {
    let limits = HTTPServerLimits(bodyBytes: { _ in 4 << 20 })
    return try await HTTPServer.start(host: host, port: port, limits: limits, group: group, logger: logger) {
      await self.answer($0, $1)
    }
  }

  /// Makes the backend fail from now on; `nil` heals it.
  /// - Parameter method: `tools/list`, `tools/call` for every tool, `tools/call get_pods` for one, `initialize`, …
  package func setFault(_ fault: BackendFault?, for method: String) { state.withLock { $0.faults[method] = fault } }

  /// Takes a tool out of the catalogue, or puts it back.
  package func setOffered(_ isOffered: Bool, tool: String) {
    state.withLock { state in
      if isOffered { state.withheld.remove(tool) } else { state.withheld.insert(tool) }
    }
  }

  /// Forgets every session, as a restart does.
  package func forgetSessions() { state.withLock { $0.sessions = [] } }

  /// The messages received so far, the last thousand of them.
  package var calls: [BackendCall] { state.withLock { $0.calls } }

  /// The number of sessions that are open.
  package var sessionCount: Int { state.withLock { $0.sessions.count } }

  var offeredTools: [BackendTool] {
    let withheld = state.withLock { $0.withheld }
    return model.tools.filter { !withheld.contains($0.name) }
  }
}
