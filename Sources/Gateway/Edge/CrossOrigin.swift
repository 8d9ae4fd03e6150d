import HTTP

/// Cross-origin access (Fetch standard, "CORS protocol") for clients that run in a browser. Credentials of the browser's
/// own are never asked for: a client sends its token itself.
enum CrossOrigin {
  /// A browser's question whether a page may send a request. It is no request of the client, cannot carry a token, and
  /// says nothing but which origins, methods and fields are allowed: it alone is answered before authentication.
  static func isPreflight(_ request: HTTPRequest) -> Bool {
    request.method == "OPTIONS" && request.headers["Origin"] != nil
      && request.headers["Access-Control-Request-Method"] != nil
  }

  /// - Parameter origin: `nil` for a page that may not ask; its browser then sends no request.
  static func preflight(_ origin: String?, methods: String) -> HTTPResponse {
    guard let origin else { return .json(["error": "origin_not_allowed"], status: 403, headers: ["Vary": vary]) }
    return HTTPResponse(
      status: 204,
      headers: [
        "Access-Control-Allow-Origin": origin, "Vary": vary, "Access-Control-Allow-Methods": methods,
        "Access-Control-Allow-Headers": fields, "Access-Control-Max-Age": "7200",
      ])
  }

  /// Lets a page of `origin` read a response and what a client needs of its fields.
  static func open(_ response: HTTPResponse, to origin: String?) -> HTTPResponse {
    guard let origin else { return response }
    var response = response
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] =
      "Mcp-Session-Id, Mcp-Protocol-Version, WWW-Authenticate, Retry-After, X-Request-Id"
    if origin != "*" { response.headers["Vary"] = "Origin" }
    return response
  }

  private static let vary = "Origin, Access-Control-Request-Method, Access-Control-Request-Headers"
  private static let fields =
    "Authorization, Content-Type, Accept, Last-Event-ID, Mcp-Session-Id, Mcp-Protocol-Version, Mcp-Method, Mcp-Name, "
    + "X-Request-Id, traceparent, tracestate"
}
