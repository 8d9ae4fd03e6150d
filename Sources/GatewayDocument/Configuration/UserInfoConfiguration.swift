import JSON

/// Where and how a plain OAuth 2.0 provider is asked about people.
package struct UserInfoConfiguration: JSONRecord, Equatable {
  package enum Method: String, JSONEnumeration {
    case get = "GET"
    case post = "POST"
  }

  package var endpoint = ""
  package var method = Method.get
  /// Sent along; `Authorization` is the gateway's own.
  package var headers: [String: String] = [:]
  /// Members of the answer; the first that holds something counts.
  package var subjectFields = ["sub"]
  package var nameFields = ["name"]
  package var emailFields = ["email"]

  package init() {}

  package static let fields: [JSONField<UserInfoConfiguration>] = [
    JSONField("endpoint", \.endpoint, "The endpoint.") { $0.pattern = "^https?://" },
    JSONField("method", \.method, fallback: .get, "GET or POST."),
    JSONField("headers", \.headers, fallback: [:], "Sent along."),
    JSONField("subjectFields", \.subjectFields, fallback: ["sub"], "Who it is."),
    JSONField("nameFields", \.nameFields, fallback: ["name"], "The name."),
    JSONField("emailFields", \.emailFields, fallback: ["email"], "The e-mail address."),
  ]
}
