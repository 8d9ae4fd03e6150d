import Curl
import HTTP
import JSON
import Kubernetes

/// HTTP as probes need it: small, without a proxy, and to where Services really are.
struct ProbeHTTP: Sendable {
  /// The largest answer in bytes.
  static let limit = 256 << 10

  let client: CurlClient
  /// Where Services are on a machine without a cluster network.
  let services: ServiceMap?
  let timeout: Duration

  /// Sends a request; the answer's body comes as lines, of which the caller reads as many as it needs.
  func lines(
    _ method: String, _ url: String, headers: HTTPHeaders, body: [UInt8]? = nil
  ) async throws(ProbeFailure) -> CurlLines {
    let request = try request(method, url, headers: headers, body: body)
    do {
      return try await client.lines(request)
    } catch {
      throw Self.failure(error)
    }
  }

  /// Sends a request and takes its whole answer.
  func send(
    _ method: String, _ url: String, headers: HTTPHeaders, body: [UInt8]? = nil
  ) async throws(ProbeFailure) -> CurlResponse {
    let request = try request(method, url, headers: headers, body: body)
    do {
      return try await client.send(request)
    } catch {
      throw Self.failure(error)
    }
  }

  /// libcurl's words name ports and milliseconds, which differ each time: a status needs words that stay.
  static func failure(_ error: any Error) -> ProbeFailure {
    guard let error = error as? CurlError else { return .timedOut }
    return switch error.code {
    case .timeout: .timedOut
    case .tooLarge: ProbeFailure(.tooLarge, "the answer is larger than \(limit) bytes")
    case .resolution: ProbeFailure(.unreachable, "its host name has no address")
    case .transfer: ProbeFailure(.notMCP, "the connection ended before an answer, or what came is not HTTP")
    default: ProbeFailure(.unreachable, "no connection can be made")
    }
  }

  private func request(
    _ method: String, _ url: String, headers: HTTPHeaders, body: [UInt8]?
  ) throws(ProbeFailure) -> CurlRequest {
    guard let parsed = HTTPURL(url), let port = parsed.effectivePort else {
      throw ProbeFailure(.unreachable, "its URL cannot be used")
    }
    var headers = headers
    headers["User-Agent"] = "vmcp-operator"
    var request = CurlRequest(method, url, headers: headers, body: body)
    request.timeout = timeout
    request.connectTimeout = timeout
    request.responseLimit = Self.limit
    request.proxy = .none
    let found: (address: String, port: Int)?
    do throws(KubernetesError) {
      found = try services?.resolve(host: parsed.host, port: port)
    } catch {
      throw ProbeFailure(.unreachable, "the map of Services cannot be read")
    }
    if let found {
      request.url = "\(parsed.scheme)://\(found.address):\(found.port)\(parsed.target)"
      request.headers["Host"] = "\(parsed.host):\(port)"
    }
    return request
  }
}
