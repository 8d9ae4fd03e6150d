import Curl
import JSON

extension KubernetesClient {
  /// One watch connection.
  /// - Parameters:
  ///   - version: where it goes on from.
  ///   - seconds: when the server ends it; a server that forgets is cut off half a minute later.
  /// - Throws: code `gone` when the version is too old.
  func watch(
    _ kind: ResourceKind, namespace: String?, _ options: ListOptions, from version: String, seconds: Int
  ) async throws -> CurlLines {
    let query =
      options.selectors + [
        ("watch", "true"), ("resourceVersion", version), ("allowWatchBookmarks", "true"),
        ("timeoutSeconds", String(seconds)),
      ]
    var request = try request("GET", kind.path(namespace: namespace), query: query)
    request.headers["Accept"] = "application/json"
    request.timeout = .seconds(seconds + 30)
    request.responseLimit = 16 << 20
    do {
      let lines = try await http.lines(request)
      metrics?.answered(lines.status, "GET", host)
      guard lines.status != 200 else { return lines }
      throw try await Self.refusal(lines)
    } catch let error as CurlError {
      metrics?.answered(nil, "GET", host)
      throw KubernetesError(error)
    }
  }

  private static func refusal(_ lines: CurlLines) async throws -> KubernetesError {
    var body: [UInt8] = []
    for try await line in lines where body.count < 64 << 10 { body += line + [UInt8(ascii: "\n")] }
    return KubernetesError(status: lines.status, body: body, retryAfter: lines.headers["Retry-After"])
  }
}
