import GatewayDocument

/// What is good to know of the providers that people log in at.
struct UpstreamAdvice {
  let upstreams: [UpstreamConfiguration]

  func state(_ conditions: inout Conditions) {
    let anonymous = upstreams.filter { $0.oauth2?.isAnonymous ?? false }.map(\.name)
    guard !anonymous.isEmpty else {
      return conditions.fails(VirtualMCPServerReason.identified, "All upstreams have user info")
    }
    conditions.holds(
      VirtualMCPServerReason.synthesized,
      "no userInfo or identityFromToken: each login of \(anonymous.joined(separator: ", ")) is anonymous")
  }
}
