import Resources

/// What the operator was started with.
package struct OperatorSettings: Sendable {
  /// The gateway's image; its entry point is `vmcp`.
  package var gatewayImage: String

  /// How long a gateway signs with one key, in seconds; `nil` for always.
  package var keyRotationInterval: Int?

  package init(gatewayImage: String, keyRotationInterval: Int? = 90 * 86_400) {
    self.gatewayImage = gatewayImage
    self.keyRotationInterval = keyRotationInterval
  }

  /// Seconds; `nil` for a text that is no Go duration of an hour or more.
  package static func rotationInterval(_ text: String) -> Int? {
    GoDuration.seconds(text).flatMap { $0 >= RotationRequest.shortestInterval ? $0 : nil }
  }
}
