import JSON

/// When a container counts as ready. Of probes, only readiness probes over HTTP and TCP are run.
struct ReadinessProbe: Sendable, Hashable {
  enum Check: Sendable, Hashable {
    case http(port: Int, path: String)
    case tcp(port: Int)
  }

  let check: Check
  let initialDelay: Duration
  let period: Duration
  let timeout: Duration
  let successThreshold: Int
  let failureThreshold: Int

  /// `nil` when the container has none.
  /// - Parameter ports: from container port to loopback port.
  init?(reading container: JSONValue, ports: [Int: Int]) throws(PodProblem) {
    guard let probe = container["readinessProbe"] else { return nil }
    func port(_ json: JSONValue?) throws(PodProblem) -> Int {
      let named = (container["ports"]?.arrayValue ?? []).first { $0["name"] == json }?["containerPort"]?.intValue
      guard let number = json?.intValue ?? named, let port = ports[number] else {
        throw .configuration("the readiness probe names a port that the container does not have")
      }
      return port
    }
    if let http = probe["httpGet"] {
      guard http["scheme"]?.stringValue ?? "HTTP" == "HTTP" else {
        throw .configuration("readiness probes over HTTPS are not supported by this local cluster")
      }
      check = .http(port: try port(http["port"]), path: http["path"]?.stringValue ?? "/")
    } else if let tcp = probe["tcpSocket"] {
      check = .tcp(port: try port(tcp["port"]))
    } else {
      throw .configuration("of readiness probes only httpGet and tcpSocket are supported by this local cluster")
    }
    initialDelay = .seconds(probe["initialDelaySeconds"]?.intValue ?? 0)
    period = .seconds(max(1, probe["periodSeconds"]?.intValue ?? 10))
    timeout = .seconds(max(1, probe["timeoutSeconds"]?.intValue ?? 1))
    successThreshold = max(1, probe["successThreshold"]?.intValue ?? 1)
    failureThreshold = max(1, probe["failureThreshold"]?.intValue ?? 3)
  }
}
