import HTTP

extension ProtectedResourceMetadata {
  /// Whether a request path is one of the document's: the well-known path, alone or with any suffix.
  package static func owns(_ path: String) -> Bool {
    path == OAuthPath.protectedResourceMetadata || path.hasPrefix(OAuthPath.protectedResourceMetadata + "/")
  }

  /// The answer to a request for one of the document's paths. Pages of every origin may read it: clients that run in
  /// browsers begin here.
  package func response(to request: HTTPRequest) -> HTTPResponse {
    let access: HTTPHeaders = [
      "Access-Control-Allow-Origin": request.headers["Origin"] ?? "*", "Vary": "Origin",
      "Access-Control-Allow-Methods": "GET, OPTIONS",
      "Access-Control-Allow-Headers": "mcp-protocol-version, Content-Type, Authorization",
      "Access-Control-Max-Age": "86400",
    ]
    switch request.method {
    case "GET", "HEAD": return .json(json, headers: access)
    case "OPTIONS": return HTTPResponse(status: 204, headers: access)
    default: return .json(["error": "method_not_allowed"], status: 405, headers: ["Allow": "GET, HEAD, OPTIONS"])
    }
  }
}
