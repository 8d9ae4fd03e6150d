import HTTP

/// Cross-origin access (Fetch standard) for clients that run in a browser. No cookie is looked at on these routes, so
/// every origin may ask.
enum CrossOrigin {
  static let allowedHeaders =
    "Authorization, Content-Type, mcp-protocol-version, mcp-session-id, Last-Event-ID, Mcp-Method, Mcp-Name"

  static func preflight(methods: [String]) -> HTTPResponse {
    HTTPResponse(
      status: 204,
      headers: [
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": (methods + ["OPTIONS"]).joined(separator: ", "),
        "Access-Control-Allow-Headers": allowedHeaders,
        "Access-Control-Max-Age": "86400",
      ])
  }

  static func open(_ response: HTTPResponse) -> HTTPResponse {
    var response = response
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "WWW-Authenticate, Mcp-Session-Id, Retry-After"
    return response
  }
}
