/// Which image gateways run.
enum GatewayImage {
  static let fallback = "ghcr.io/vmcp/vmcp:latest"

  static func choose(_ option: String?, _ environment: [String: String]) -> String {
    option ?? environment["VMCP_GATEWAY_IMAGE"].flatMap { $0.isEmpty ? nil : $0 } ?? fallback
  }
}
