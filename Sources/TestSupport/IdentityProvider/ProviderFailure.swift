import HTTP
import JSON

/// An error of RFC 6749, section 4.1.2.1 or 5.2.
struct ProviderFailure: Error {
  let error: String
  let description: String
  var status = 400

  init(_ error: String, _ description: String, status: Int = 400) {
    self.error = error
    self.description = description
    self.status = status
  }

  var response: HTTPResponse {
    .json(
      ["error": .string(error), "error_description": .string(description)], status: status,
      headers: ["Cache-Control": "no-store"])
  }
}
