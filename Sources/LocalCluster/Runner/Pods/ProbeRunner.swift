import Curl
import Glibc

/// Runs the check of a probe against this machine.
struct ProbeRunner: Sendable {
  let http: CurlClient

  /// Whether the check succeeds now.
  func succeeds(_ probe: ReadinessProbe) async -> Bool {
    switch probe.check {
    case .http(let port, let path):
      var request = CurlRequest("GET", "http://127.0.0.1:\(port)" + (path.hasPrefix("/") ? path : "/" + path))
      request.timeout = probe.timeout
      request.connectTimeout = probe.timeout
      request.proxy = .none
      request.headers["User-Agent"] = "kube-probe/1.32"
      guard let response = try? await http.send(request) else { return false }
      return (200..<400).contains(response.status)
    case .tcp(let port): return Self.connects(to: port)
    }
  }

  /// A connection to this machine is accepted or refused at once.
  private static func connects(to port: Int) -> Bool {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return LoopbackAddress.withAddress(port: port) { connect(descriptor, $0, $1) == 0 }
  }
}
