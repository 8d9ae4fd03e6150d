import JSON

/// How the gateway registers itself at a provider (RFC 7591).
package struct ClientRegistrationConfig: JSONRecord, Equatable {
  package var discoveryURL: String?
  package var registrationEndpoint: String?
  package var initialAccessTokenRef: SecretKeyReference?
  package var softwareID: String?
  package var softwareStatement: String?

  package init() {}

  private static func url(_ schema: inout JSONSchema) {
    schema.pattern = #"^https://[^\s?#]+[^/\s?#]$"#
    schema.maxLength = 2048
  }

  package static let fields: [JSONField<ClientRegistrationConfig>] = [
    JSONField("discoveryUrl", \.discoveryURL, "Metadata that names the endpoint.", url),
    JSONField("registrationEndpoint", \.registrationEndpoint, "The endpoint.", url),
    JSONField("initialAccessTokenRef", \.initialAccessTokenRef, "The Secret key with the initial access token."),
    JSONField("softwareId", \.softwareID, "software_id.", JSONSchema.maxLength(255)),
    JSONField("softwareStatement", \.softwareStatement, "software_statement.", JSONSchema.maxLength(16_384)),
  ]

  package static func refine(_ schema: inout JSONSchema) {
    schema.rules = [
      JSONSchema.Rule(
        "has(self.discoveryUrl) != has(self.registrationEndpoint)",
        "exactly one of discoveryUrl or registrationEndpoint must be set"
      ) { $0.has("discoveryUrl") != $0.has("registrationEndpoint") }
    ]
  }
}
