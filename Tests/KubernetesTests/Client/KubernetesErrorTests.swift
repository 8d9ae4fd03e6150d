import Testing

@testable import Kubernetes

@Suite struct KubernetesErrorTests {
  private func error(_ status: Int, _ reason: String, retryAfter: String? = nil) -> KubernetesError {
    let body = """
      {"kind":"Status","apiVersion":"v1","status":"Failure","message":"said","reason":"\(reason)","code":\(status)}
      """
    return KubernetesError(status: status, body: Array(body.utf8), retryAfter: retryAfter)
  }

  @Test(
    "Status objects become codes",
    arguments: [
      (400, "BadRequest", KubernetesError.Code.badRequest), (401, "Unauthorized", .unauthorized),
      (403, "Forbidden", .forbidden), (404, "NotFound", .notFound), (409, "AlreadyExists", .alreadyExists),
      (409, "Conflict", .conflict), (410, "Expired", .gone), (410, "Gone", .gone), (422, "Invalid", .invalid),
      (429, "TooManyRequests", .tooManyRequests), (500, "InternalError", .unavailable),
      (503, "ServiceUnavailable", .unavailable), (418, "", .other),
    ])
  func codes(status: Int, reason: String, code: KubernetesError.Code) {
    let error = error(status, reason)
    #expect(error.code == code)
    #expect(error.reason == reason)
    #expect(error.message == "said")
    #expect(error.status == status)
  }

  @Test("An error page that is not a Status still becomes an error")
  func notStatus() {
    let error = KubernetesError(status: 502, body: Array("<html>".utf8))
    #expect(error.code == .unavailable)
    #expect(error.message == "the API server answered 502")
  }

  @Test("The wait that the server asks for is read and bounded")
  func retryAfter() {
    #expect(error(429, "TooManyRequests", retryAfter: "7").retryAfter == .seconds(7))
    #expect(error(429, "TooManyRequests", retryAfter: "99999999").retryAfter == .seconds(3600))
    #expect(error(429, "TooManyRequests", retryAfter: "-1").retryAfter == nil)
    let body = #"{"kind":"Status","code":429,"details":{"retryAfterSeconds":3}}"#
    #expect(KubernetesError(status: 429, body: Array(body.utf8)).retryAfter == .seconds(3))
  }
}
