import Kubernetes

extension Condition {
  /// Types that speak of something undesired, so that they are bad when they hold.
  private static let undesired: Set<String> = [
    ConfigReasons.deletionBlockedType, VirtualMCPServerReason.synthesized.type,
    VirtualMCPServerReason.upstreamAutoSelected.type,
  ]

  /// Whether people should look at it.
  var isTrouble: Bool { Self.undesired.contains(type) ? status == .true : status == .false }
}
