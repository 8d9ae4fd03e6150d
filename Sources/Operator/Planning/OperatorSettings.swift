/// What the operator was started with.
package struct OperatorSettings: Sendable {
  /// The gateway's image; its entry point is `vmcp`.
  package var gatewayImage: String

  package init(gatewayImage: String) { self.gatewayImage = gatewayImage }
}
