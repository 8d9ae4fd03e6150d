import HTTP
import JSON
import Kubernetes

/// What the gateway says of itself: no addresses, no secrets.
struct StatusReport {
  private let state: SnapshotHolder.State
  private let version: String

  init(_ state: SnapshotHolder.State, version: String) {
    self.state = state
    self.version = version
  }

  /// For everybody: that a document was refused, and not why.
  func ready(mode: String) -> HTTPResponse {
    guard state.snapshot != nil else {
      var body: JSONValue = ["status": "not_ready", "mode": .string(mode), "reason": "no_configuration"]
      body["refused"] = state.refusal.map { _ in ["at": refusedAt] }
      return .json(body, status: 503, headers: ["Cache-Control": "no-store"])
    }
    var body: JSONValue = ["status": "ready", "mode": .string(mode)]
    body["refused"] = state.refusal.map { _ in ["at": refusedAt] }
    return .json(body, headers: ["Cache-Control": "no-store"])
  }

  func status() -> HTTPResponse {
    var body: JSONValue = ["backends": [], "healthy": false, "version": .string(version)]
    if let snapshot = state.snapshot {
      let backends = snapshot.catalogue.backends
      let catalogue = snapshot.catalogue.catalogue()
      body["backends"] = .array(backends.map(Self.json))
      body["healthy"] = .bool(backends.contains { $0.health.state == .healthy })
      body["name"] = .string(snapshot.configuration.name)
      body["namespace"] = .string(snapshot.configuration.namespace)
      body["tools"] = .int(catalogue.listed.count)
      body["collisions"] = .array(
        catalogue.collisions.map {
          ["tool": .string($0.name), "kept": .string($0.kept), "dropped": .string($0.dropped)]
        })
      body["configuration"] = [
        "hash": .string(snapshot.hash), "loaded_at": state.loadedAt.map { .string(KubernetesTime.text($0)) } ?? .null,
      ]
    }
    body["refused"] = refused
    return .json(body, headers: ["Cache-Control": "no-store"])
  }

  private var refused: JSONValue? {
    guard let refusal = state.refusal else { return nil }
    return ["at": refusedAt, "problems": refusal.json]
  }

  private var refusedAt: JSONValue { state.refusedAt.map { .string(KubernetesTime.text($0)) } ?? .null }

  private static func json(_ backend: Backend) -> JSONValue {
    let health = backend.health
    var value: JSONValue = [
      "name": .string(backend.name), "health": .string(health.state.rawValue),
      "transport": .string(backend.configuration.transport.rawValue),
      "auth_type": .string(backend.authenticator.kind.strategyName),
      "tools": .int(backend.tools.count), "consecutive_failures": .int(health.consecutiveFailures),
    ]
    value["health_since"] = health.since.map { .string(KubernetesTime.text($0)) }
    value["last_failure"] = health.lastFailure.map { .string($0.rawValue) }
    value["mcp_revision"] = backend.sessionVersion.map { .string($0) }
    return value
  }
}
