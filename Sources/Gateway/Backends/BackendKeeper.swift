import Kubernetes
import Logging
import MCP

/// Keeps what is known of one backend up to date, for as long as its task runs.
struct BackendKeeper: Sendable {
  let client: BackendClient
  /// Between two looks at a backend that answers.
  let interval: Duration
  /// Between two attempts at one that does not.
  var backoff = Backoff(initial: .milliseconds(250), cap: .seconds(15))
  let time: any TimeSource

  func run() async {
    // Without a credential of its own the gateway has nothing to say there.
    guard client.backend.authenticator.hasOwnCredential else { return }
    var backoff = backoff
    while !Task.isCancelled {
      let wait: Duration
      if await refresh() {
        backoff.reset()
        wait = interval
      } else {
        wait = backoff.next()
      }
      guard (try? await time.sleep(for: wait)) != nil else { return }
    }
  }

  /// - Returns: whether the backend answered.
  func refresh() async -> Bool {
    let backend = client.backend
    let before = backend.health.state
    do throws(BackendFailure) {
      let tools = try await client.listTools()
      // What the gateway itself is shown is nobody's list where each person has their own.
      backend.succeeded(backend.isPersonal ? [] : tools)
      if before != .healthy {
        client.logger.info(
          "backend is there", metadata: ["backend": "\(backend.name)", "tools": "\(backend.tools.count)"])
      }
      return true
    } catch {
      guard !Task.isCancelled else { return false }
      backend.failed(error)
      client.logger.log(
        level: backend.health.state == before ? .debug : .warning, "backend does not answer",
        metadata: [
          "backend": "\(backend.name)", "reason": "\(error.code.rawValue)", "detail": "\(error.detail)",
          "health": "\(backend.health.state.rawValue)",
        ])
      return false
    }
  }
}
