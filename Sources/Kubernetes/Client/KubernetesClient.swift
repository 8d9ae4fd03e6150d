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

  /// - Parameter fieldManager: at most 128 printable characters.
  package init(
    _ configuration: ClusterConfiguration, fieldManager: String, http: CurlClient = CurlClient(),
    time: any TimeSource = SystemTime()
  ) {
    self.configuration = configuration
    self.fieldManager = fieldManager
    self.http = http
    self.time = time
  }

  /// Any request, for what has no function of its own.
  /// - Parameter path: absolute and encoded: `/version`.
  /// - Returns: the response, whatever its status.
  package func raw(
    _ method: String, _ path: String, query: [(String, String)] = [], body: JSONValue? = nil,
    contentType: String = "application/json", accept: String = "application/json"
  ) async throws -> CurlResponse {
    var request = try request(method, path, query: query)
    request.headers["Accept"] = accept
    request.responseLimit = 64 << 20
    if let body {
      request.headers["Content-Type"] = contentType
      request.body = body.bytes()
    }
    do {
      return try await http.send(request)
    } catch let error as CurlError {
      throw KubernetesError(error)
    }
  }

  /// A request whose error statuses throw. It is repeated when the server says that it is overloaded and when to come
  /// back (429, or 5xx with `Retry-After`): such a request was not served.
  func perform(
    _ method: String, _ path: String, query: [(String, String)] = [], body: JSONValue? = nil,
    contentType: String = "application/json"
  ) async throws -> JSONValue {
    var attempt = 0
    while true {
      let response = try await raw(method, path, query: query, body: body, contentType: contentType)
      if (200..<300).contains(response.status) { return try Self.json(response) }
      let error = KubernetesError(
        status: response.status, body: response.body, retryAfter: response.headers["Retry-After"])
      attempt += 1
      guard let wait = Self.wait(error), attempt <= Self.repetitions else { throw error }
      try await time.sleep(for: wait)
    }
  }

  func request(_ method: String, _ path: String, query: [(String, String)]) throws(KubernetesError) -> CurlRequest {
    let suffix = query.isEmpty ? "" : "?" + FormParameters(query).encoded
    var request = CurlRequest(method, configuration.server + path + suffix)
    request.proxy = configuration.proxy
    try configuration.authenticate(&request)
    return request
  }

  private static let repetitions = 5

  private static func wait(_ error: KubernetesError) -> Duration? {
    guard error.status == 429 || (error.status ?? 0) >= 500 && error.retryAfter != nil else { return nil }
    return min(error.retryAfter ?? .seconds(1), .seconds(30))
  }

  private static func json(_ response: CurlResponse) throws(KubernetesError) -> JSONValue {
    guard !response.body.isEmpty else { return .null }
    do {
      return try JSONValue(reading: response.body)
    } catch {
      throw KubernetesError(.badResponse, "the answer is not JSON: \(error)", status: response.status)
    }
  }
}
