import JSON
import OAuth
import Policy

/// What one request to the endpoint was and how it ended. It holds no arguments and no token.
struct AuditEvent: Sendable {
  enum Outcome: String, Sendable {
    case success, denied, failure, error
    /// The exchange went well, its result is an error.
    case applicationError = "application_error"
  }

  let component: String
  let requestID: String
  let remoteAddress: String?
  let userAgent: String?
  let endpoint: String
  var caller: Caller?
  /// The JSON-RPC method, once it is known; the HTTP method until then.
  var method: String?
  var tool: String?
  var backend: String?
  var decision: PolicyDecision?
  /// Why nobody could be made of the caller's claims.
  var principalProblem: String?
  /// Why the request was not let in.
  var bearerRefusal: BearerRefusal?
  /// The code of a JSON-RPC error, or of an error that stands for one.
  var errorCode: Int?
  var toolFailed = false
  /// How many tools the caller was shown, and how many there are.
  var listed: (shown: Int, all: Int)?

  func outcome(status: Int) -> Outcome {
    switch status {
    case 401, 403: .denied
    case 400..<500: .failure
    case 500...: .error
    default: errorCode != nil || toolFailed ? .applicationError : .success
    }
  }

  var type: String {
    switch method {
    case "initialize": "mcp_initialize"
    case "tools/call": "mcp_tool_call"
    case "tools/list": "mcp_tools_list"
    case "resources/read": "mcp_resource_read"
    case "resources/list": "mcp_resources_list"
    case "prompts/get": "mcp_prompt_get"
    case "prompts/list": "mcp_prompts_list"
    case "ping": "mcp_ping"
    case "logging/setLevel": "mcp_logging"
    case "completion/complete": "mcp_completion"
    case let method? where method.hasPrefix("notifications/"): "mcp_notification"
    case nil: "http_request"
    default: "mcp_request"
    }
  }
}
