import Curl
import HTTP
import JSON

/// Requests to one API server. Errors are `KubernetesError`, or `CancellationError` when the task is cancelled.
package struct KubernetesClient: Sendable {
  package let configuration: ClusterConfiguration
  /// Whose the fields are that are written through this client.
  package let fieldManager: String
  let http: CurlClient
  let time: any TimeSource
  /// `nil` holds nothing back.
  package var throttle: RequestThrottle?
  package var retries = RetryPolicy.standard
  package var metrics: RequestMetrics?
  /// Says before each write for how long writes may go on, `nil` for not at all: whoever led and was stopped for a while
  /// finds out before the next write, and one that hangs is given up before others may lead.
  package var fence: (@Sendable () -> Duration?)?
  /// For one exchange.
  package var timeout = Duration.seconds(30)
  /// The largest answer, in bytes.
  var responseLimit = 64 << 20
  /// `host:port`, for metrics.
  let host: String

  /// - Parameter fieldManager: at most 128 printable characters.
  package init(
    _ configuration: ClusterConfiguration, fieldManager: String, http: CurlClient = CurlClient(),
    time: any TimeSource = SystemTime()
  ) {
    self.configuration = configuration
    self.fieldManager = fieldManager
    self.http = http
    self.time = time
    let origin = HTTPURL(configuration.server)?.origin ?? ""
    host = origin.split(separator: "/").last.map(String.init) ?? ""
  }

  /// Any request, for what has no function of its own. It is sent once.
  /// - Parameter path: absolute and encoded: `/version`.
  /// - Returns: the response, whatever its status.
  package func raw(
    _ method: String, _ path: String, query: [(String, String)] = [], body: JSONValue? = nil,
    contentType: String = "application/json", accept: String = "application/json"
  ) async throws -> CurlResponse {
    var request = try request(method, path, query: query)
    request.headers["Accept"] = accept
    request.responseLimit = responseLimit
    if let body {
      request.headers["Content-Type"] = contentType
      request.body = body.bytes()
    }
    return try await exchange(request)
  }

  /// A request that an object answers.
  func object(_ intent: Intent) async throws -> KubernetesObject {
    try KubernetesObject(json: try Self.json(try await perform(intent)))
  }

  func request(_ method: String, _ path: String, query: [(String, String)]) throws(KubernetesError) -> CurlRequest {
    let suffix = query.isEmpty ? "" : "?" + FormParameters(query).encoded
    var request = CurlRequest(method, configuration.server + path + suffix)
    request.proxy = configuration.proxy
    try configuration.authenticate(&request)
    return request
  }

  static func json(_ body: [UInt8]) throws(KubernetesError) -> JSONValue {
    guard !body.isEmpty else { return .null }
    do {
      return try JSONValue(reading: body)
    } catch {
      throw KubernetesError(.badResponse, "the answer is not JSON: \(error)")
    }
  }
}
