import AuthorizationServer
import HTTP
import HTTPEdge
import JOSE
import JSON
import OAuth

/// Sends each request to what answers it.
struct GatewayHandler: Sendable {
  let holder: SnapshotHolder
  let storages: StorageKeeper
  /// How documents come, for `/readyz`.
  let mode: String
  let version: String

  func respond(to request: HTTPRequest) async -> HTTPResponse {
    let requestID = Self.requestID(request)
    return Self.finished(await route(request, requestID), requestID)
  }

  /// How many bytes of a request are taken into memory: strangers are given little of it.
  /// - Parameter largest: for who comes with a valid token to the endpoint.
  func bodyLimit(_ head: HTTPRequest, largest: Int) -> Int {
    let little = min(largest, EmbeddedAuthorizationServer.largestBody)
    guard let snapshot = holder.current, head.path == snapshot.configuration.endpoint,
      snapshot.authenticator.isKnown(head.headers)
    else { return little }
    return largest
  }

  /// Answers a request by its head, because the server refused its body: whoever has no token is told that first.
  /// - Parameter own: the server's response.
  func respond(toHeadOf request: HTTPRequest, refusedWith own: HTTPResponse) async -> HTTPResponse {
    let requestID = Self.requestID(request)
    guard let snapshot = holder.current, request.path == snapshot.configuration.endpoint else {
      return Self.finished(own, requestID)
    }
    let endpoint = MCPEndpoint(snapshot: snapshot, requestID: requestID)
    return Self.finished(await endpoint.respond(to: request, refusal: own), requestID)
  }

  private static func finished(_ given: HTTPResponse, _ requestID: String) -> HTTPResponse {
    var response = given
    response.headers["X-Request-Id"] = requestID
    if response.headers["X-Content-Type-Options"] == nil { response.headers["X-Content-Type-Options"] = "nosniff" }
    return response
  }

  private func route(_ request: HTTPRequest, _ requestID: String) async -> HTTPResponse {
    switch request.path {
    case "/health", "/ping": return .json(["status": "ok"])
    case "/readyz":
      let report = holder.report
      // Before the first document nothing is known of a storage, and nothing has been ready.
      let knows = report.snapshot.map { storages.isReady($0.services.sharedStore) } ?? false
      return StatusReport(report, version: version).ready(mode: mode, knowsRevocations: knows)
    case "/status":
      guard request.method == "GET" || request.method == "HEAD" else {
        return .json(["error": "method_not_allowed"], status: 405, headers: ["Allow": "GET, HEAD"])
      }
      return StatusReport(holder.report, version: version).status()
    default: break
    }
    guard let snapshot = holder.current else {
      return .json(
        ["error": "not_ready", "error_description": "the gateway has no configuration yet"], status: 503,
        headers: ["Retry-After": "1"])
    }
    if request.path == snapshot.configuration.endpoint {
      return await MCPEndpoint(snapshot: snapshot, requestID: requestID).respond(to: request)
    }
    if ProtectedResourceMetadata.owns(request.path), let metadata = snapshot.metadata {
      return metadata.response(to: request)
    }
    if let response = await snapshot.authorizationServer?.respond(to: request) { return response }
    // Clients look for documents that are not there, those in browsers too; they have to be told so.
    if CrossOrigin.isPreflight(request) { return CrossOrigin.preflight("*", methods: "GET, OPTIONS") }
    return CrossOrigin.open(.json(["error": "not_found"], status: 404), to: "*")
  }

  /// The caller's, where it is fit for a log line.
  private static func requestID(_ request: HTTPRequest) -> String {
    if let given = request.headers["X-Request-Id"], (1...64).contains(given.utf8.count),
      given.utf8.allSatisfy({ byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || "-_.".utf8.contains(byte)
      })
    {
      return given
    }
    return Random.token(bytes: 12)
  }
}
