import JSON

/// A refusal in the API's own form (`meta/v1` Status).
package struct APIStatus: Error, Sendable, CustomStringConvertible {
  package enum Reason: String, Sendable {
    case badRequest = "BadRequest"
    case unauthorized = "Unauthorized"
    case forbidden = "Forbidden"
    case notFound = "NotFound"
    case methodNotAllowed = "MethodNotAllowed"
    case notAcceptable = "NotAcceptable"
    case alreadyExists = "AlreadyExists"
    case conflict = "Conflict"
    case expired = "Expired"
    case tooLarge = "RequestEntityTooLarge"
    case unsupportedMediaType = "UnsupportedMediaType"
    case invalid = "Invalid"
    case internalError = "InternalError"

    var code: Int {
      switch self {
      case .badRequest: 400
      case .unauthorized: 401
      case .forbidden: 403
      case .notFound: 404
      case .methodNotAllowed: 405
      case .notAcceptable: 406
      case .alreadyExists, .conflict: 409
      case .expired: 410
      case .tooLarge: 413
      case .unsupportedMediaType: 415
      case .invalid: 422
      case .internalError: 500
      }
    }
  }

  /// One thing wrong, and the field that it is about.
  package struct Cause: Sendable, Hashable {
    package let reason: String
    package let message: String
    package let field: String
  }

  package let reason: Reason
  package let message: String
  package var group = ""
  package var kind = ""
  package var name = ""
  package var causes: [Cause] = []

  package init(_ reason: Reason, _ message: String) {
    self.reason = reason
    self.message = message
  }

  package var code: Int { reason.code }
  package var description: String { "\(code) \(reason.rawValue): \(message)" }

  package var json: JSONValue {
    var details = JSONObject()
    if !name.isEmpty { details["name"] = .string(name) }
    if !group.isEmpty { details["group"] = .string(group) }
    if !kind.isEmpty { details["kind"] = .string(kind) }
    if !causes.isEmpty {
      details["causes"] = .array(
        causes.map { ["reason": .string($0.reason), "message": .string($0.message), "field": .string($0.field)] })
    }
    var status: JSONValue = [
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Failure", "message": .string(message),
      "reason": .string(reason.rawValue),
    ]
    if !details.isEmpty { status["details"] = .object(details) }
    status["code"] = .int(code)
    return status
  }
}
