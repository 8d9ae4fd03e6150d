import Curl
import JSON

/// Why the API server did not do what it was asked, or was not asked.
package struct KubernetesError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Kubeconfig or service account files cannot be used.
    case configuration
    /// No answer: name, connection, TLS, time.
    case transport
    case badRequest, unauthorized, forbidden, notFound
    case alreadyExists
    /// Somebody else changed the object, or owns an applied field.
    case conflict
    /// The resource version or continue token is too old: list anew.
    case gone
    /// The object does not pass validation.
    case invalid
    case tooManyRequests
    /// The server is there but cannot serve this now.
    case unavailable
    /// The namespace is going away, and nothing new comes into it.
    case terminating
    /// Not sent: this process may not write (`KubernetesClient.fence`).
    case fenced
    /// An answer that is not what the API promises.
    case badResponse
    case other
  }

  package let code: Code
  /// The HTTP status, where there was a response.
  package let status: Int?
  /// `metav1.Status.reason`: `NotFound`, `Expired`; empty where there is none.
  package let reason: String
  package let message: String
  /// How long the server asks to be left alone.
  package let retryAfter: Duration?
  /// What stopped the exchange, for code `transport`.
  package let cause: CurlError?

  package init(
    _ code: Code, _ message: String, status: Int? = nil, reason: String = "", retryAfter: Duration? = nil,
    cause: CurlError? = nil
  ) {
    self.code = code
    self.message = message
    self.status = status
    self.reason = reason
    self.retryAfter = retryAfter
    self.cause = cause
  }

  package var description: String { reason.isEmpty ? message : "\(reason): \(message)" }
}

extension KubernetesError {
  init(_ cause: CurlError) { self.init(.transport, cause.reason, cause: cause) }

  /// An error response.
  /// - Parameter retryAfter: the value of the `Retry-After` field; dates are not looked at.
  init(status: Int, body: [UInt8], retryAfter: String? = nil) {
    let json = try? JSONValue(reading: body)
    let wait = retryAfter.flatMap { Int($0) } ?? json?[path: "details", "retryAfterSeconds"]?.intValue
    self.init(status: json ?? .null, httpStatus: status, retryAfter: wait)
  }

  /// A `metav1.Status` object, from a response or from an ERROR event.
  init(status json: JSONValue, httpStatus: Int? = nil, retryAfter: Int? = nil) {
    let isStatus = json["kind"]?.stringValue == "Status"
    let reason = isStatus ? json["reason"]?.stringValue ?? "" : ""
    let status = httpStatus ?? json["code"]?.intValue ?? 0
    let seconds = retryAfter ?? json[path: "details", "retryAfterSeconds"]?.intValue
    self.init(
      Self.isTerminating(json) ? .terminating : Self.code(status: status, reason: reason),
      (isStatus ? json["message"]?.stringValue : nil) ?? "the API server answered \(status)", status: status,
      reason: reason, retryAfter: seconds.flatMap { $0 > 0 ? .seconds(min($0, 3600)) : nil })
  }

  private static func isTerminating(_ json: JSONValue) -> Bool {
    (json[path: "details", "causes"]?.arrayValue ?? []).contains { $0["reason"] == "NamespaceTerminating" }
  }

  private static func code(status: Int, reason: String) -> Code {
    switch (status, reason) {
    case (_, "AlreadyExists"): .alreadyExists
    case (_, "Expired"), (410, _): .gone
    case (400, _): .badRequest
    case (401, _): .unauthorized
    case (403, _): .forbidden
    case (404, _): .notFound
    case (409, _): .conflict
    case (422, _): .invalid
    case (429, _): .tooManyRequests
    case (500..., _): .unavailable
    default: .other
    }
  }
}
