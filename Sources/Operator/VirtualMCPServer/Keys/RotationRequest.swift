import Resources

/// What a VirtualMCPServer's annotations ask about its keys.
struct RotationRequest: Equatable {
  /// Any new value rotates the keys once, as `kubectl rollout restart` does with pods.
  static let onDemand = "toolhive.stacklok.dev/rotate-keys"
  /// How long a signing key is used, as a Go duration, or `never`.
  static let schedule = "toolhive.stacklok.dev/key-rotation-interval"
  /// Seconds; a key that changes more often than tokens do helps nobody.
  static let shortestInterval = 3600

  var demand: String?
  /// Seconds; `nil` for never.
  var interval: Int?
  /// What cannot be followed; the operator's own interval holds then.
  var problem: String?

  /// - Parameter standard: the operator's own interval, in seconds; `nil` for never.
  init(annotations: [String: String], standard: Int?) {
    interval = standard
    if let demand = annotations[Self.onDemand], !demand.isEmpty {
      if demand.utf8.count <= 256 {
        self.demand = demand
      } else {
        problem = "metadata.annotations[\(Self.onDemand)]: is longer than 256 bytes"
      }
    }
    guard let text = annotations[Self.schedule] else { return }
    if text == "never" {
      interval = nil
    } else if let seconds = OperatorSettings.rotationInterval(text) {
      interval = seconds
    } else {
      problem =
        "metadata.annotations[\(Self.schedule)]: \"\(text.prefix(64))\" is neither never nor a duration of an hour or more"
    }
  }
}
