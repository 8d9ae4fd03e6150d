import JSON

/// Where and how a provider is asked about people.
package struct UserInfoConfig: JSONRecord, Equatable {
  package struct FieldMapping: JSONRecord, Equatable {
    package var subjectFields: [String]?
    package var nameFields: [String]?
    package var emailFields: [String]?

    package init() {}

    package static let fields: [JSONField<FieldMapping>] = [
      JSONField("subjectFields", \.subjectFields, "The first that is there; sub.", JSONSchema.atomic),
      JSONField("nameFields", \.nameFields, "The first that is there; name.", JSONSchema.atomic),
      JSONField("emailFields", \.emailFields, "The first that is there; email.", JSONSchema.atomic),
    ]
  }

  package enum Method: String, JSONEnumeration {
    case get = "GET"
    case post = "POST"
  }

  package var endpointURL = ""
  package var httpMethod: Method?
  package var additionalHeaders: [String: String]?
  package var fieldMapping: FieldMapping?

  package init() {}

  package static let fields: [JSONField<UserInfoConfig>] = [
    JSONField("endpointUrl", \.endpointURL, "The endpoint.") { $0.pattern = "^https?://.*$" },
    JSONField("httpMethod", \.httpMethod, "GET when absent."),
    JSONField("additionalHeaders", \.additionalHeaders, "Sent along."),
    JSONField("fieldMapping", \.fieldMapping, "Which members say what."),
  ]
}
