import GatewayDocument
import HTTP
import JSON

/// The protected-resource metadata (RFC 9728): where clients get tokens for this gateway. It is made of configuration
/// alone, so it is the same on whatever host it is asked.
struct ProtectedResourceMetadata: Sendable {
  static let path = "/.well-known/oauth-protected-resource"

  private let document: JSONValue

  /// - Returns: `nil` where no tokens are asked for, or where the resource has no URL.
  init?(_ configuration: GatewayConfiguration) {
    let authentication = configuration.authentication
    guard authentication.mode == .oidc, !authentication.resource.isEmpty else { return nil }
    let scopes =
      authentication.scopes.isEmpty
      ? configuration.authorizationServer?.scopesSupported.filter { $0 != "offline_access" } ?? ["openid"]
      : authentication.scopes
    document = [
      "resource": .string(authentication.resource),
      "authorization_servers": [.string(authentication.issuer)],
      "bearer_methods_supported": ["header"],
      "scopes_supported": .array(scopes.map(JSONValue.string)),
    ]
  }

  /// Where the metadata of a resource stands: the well-known path between its host and its path.
  static func url(of resource: String) -> String? {
    guard let url = HTTPURL(resource) else { return nil }
    return url.origin + path + (url.path == "/" ? "" : url.path)
  }

  static func owns(_ requestPath: String) -> Bool { requestPath == path || requestPath.hasPrefix(path + "/") }

  func response(to request: HTTPRequest) -> HTTPResponse {
    let origin = request.headers["Origin"] ?? "*"
    let access: HTTPHeaders = [
      "Access-Control-Allow-Origin": origin, "Vary": "Origin", "Access-Control-Allow-Methods": "GET, OPTIONS",
      "Access-Control-Allow-Headers": "mcp-protocol-version, Content-Type, Authorization",
      "Access-Control-Max-Age": "86400",
    ]
    switch request.method {
    case "GET", "HEAD": return .json(document, headers: access)
    case "OPTIONS": return HTTPResponse(status: 204, headers: access)
    default: return .json(["error": "method_not_allowed"], status: 405, headers: ["Allow": "GET, HEAD, OPTIONS"])
    }
  }
}
