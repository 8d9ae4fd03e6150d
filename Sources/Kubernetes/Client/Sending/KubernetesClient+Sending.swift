import Curl
import HTTP
import JSON

extension KubernetesClient {
  /// A request to be sent, perhaps more than once.
  struct Intent {
    let method: String
    let path: String
    var query: [(String, String)] = []
    var body: JSONValue?
    var contentType = "application/json"
    var priority = RequestPriority.normal
  }

  /// Sends a request whose error statuses throw; again where the retry policy says so, and once with new credentials
  /// where the server does not know the old ones any more.
  func perform(_ intent: Intent) async throws -> [UInt8] {
    var attempt = 0
    var hasNewCredentials = false
    while true {
      attempt += 1
      let failure: KubernetesError
      var authorization: String?
      do {
        let limit = try await admit(intent)
        let request = try request(intent, within: limit)
        authorization = request.headers["Authorization"]
        let response = try await exchange(request)
        if (200..<300).contains(response.status) { return response.body }
        failure = KubernetesError(
          status: response.status, body: response.body, retryAfter: response.headers["Retry-After"])
      } catch let error as KubernetesError {
        failure = error
      }
      if failure.code == .unauthorized, !hasNewCredentials, configuration.renewCredentials(unlike: authorization) {
        hasNewCredentials = true
        continue
      }
      let isIdempotent = RetryPolicy.isIdempotent(intent.method)
      guard let wait = retries.wait(after: failure, attempt: attempt, isIdempotent: isIdempotent) else { throw failure }
      try await time.sleep(for: wait)
    }
  }

  /// Waits for its turn, then asks whether it may write at all.
  /// - Returns: how long the exchange may last.
  private func admit(_ intent: Intent) async throws -> Duration {
    if let throttle {
      let start = time.monotonicTime()
      try await throttle.admit(intent.priority)
      metrics?.waited(intent.method, host, time.monotonicTime() - start)
    }
    guard intent.method != "GET", let fence else { return timeout }
    guard let left = fence(), left > .zero else {
      throw KubernetesError(.fenced, "not written: this process does not lead")
    }
    return min(left, timeout)
  }

  private func request(_ intent: Intent, within limit: Duration) throws(KubernetesError) -> CurlRequest {
    var request = try request(intent.method, intent.path, query: intent.query)
    request.headers["Accept"] = "application/json"
    request.timeout = limit
    request.responseLimit = responseLimit
    if let body = intent.body {
      request.headers["Content-Type"] = intent.contentType
      request.body = body.bytes()
    }
    return request
  }

  func exchange(_ request: CurlRequest) async throws -> CurlResponse {
    let start = time.monotonicTime()
    do {
      let response = try await http.send(request)
      metrics?.answered(response.status, request.method, host, after: time.monotonicTime() - start)
      return response
    } catch let error as CurlError {
      metrics?.answered(nil, request.method, host, after: time.monotonicTime() - start)
      throw KubernetesError(error)
    }
  }
}
