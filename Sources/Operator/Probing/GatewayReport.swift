import JSON

/// What a gateway says of itself on `/status`, as far as statuses speak of it.
package struct GatewayReport: Sendable, Hashable {
  struct Backend: Sendable, Hashable {
    let name: String
    /// `healthy`, `degraded`, `unhealthy`, `unauthenticated`, `unprobed` or `unknown`.
    let health: String
    let lastFailure: String?
    let revision: String?
    /// When the gateway first found this health, as it wrote it; the same while the health stays the same.
    let since: String?
  }

  static let backendLimit = 1000
  static let problemLimit = 5

  /// Of the document that is served; `nil` where none is.
  let documentHash: String?
  /// What is wrong with the document that the gateway refuses in favour of an earlier one; empty where it refuses none.
  let problems: [String]
  let backends: [Backend]

  init(documentHash: String?, problems: [String] = [], backends: [Backend]) {
    self.documentHash = documentHash
    self.problems = problems
    self.backends = backends
  }

  /// - Returns: `nil` for what is not a gateway's report.
  init?(reading text: [UInt8]) {
    guard let json = try? JSONValue(reading: text, depth: 16), let list = json["backends"]?.arrayValue,
      list.count <= Self.backendLimit
    else { return nil }
    func word(_ value: JSONValue?) -> String? { value?.stringValue.flatMap { $0.utf8.count <= 256 ? $0 : nil } }
    documentHash = word(json[path: "configuration", "hash"])
    problems = (json[path: "refused", "problems"]?.arrayValue ?? []).prefix(Self.problemLimit).map {
      let place = word($0["path"]) ?? ""
      let message = $0["message"]?.stringValue?.prefix(256) ?? ""
      return place.isEmpty ? String(message) : "\(place): \(message)"
    }
    backends = list.compactMap { backend in
      guard let name = word(backend["name"]), let health = word(backend["health"]) else { return nil }
      return Backend(
        name: name, health: health, lastFailure: word(backend["last_failure"]),
        revision: word(backend["mcp_revision"]), since: word(backend["health_since"]))
    }
  }

  /// Whether the gateway serves what it should and has looked at every backend.
  func isSettled(for target: ProbeTarget) -> Bool {
    problems.isEmpty && (target.documentHash == nil || target.documentHash == documentHash)
      && backends.allSatisfy { $0.health != "unknown" }
  }
}
