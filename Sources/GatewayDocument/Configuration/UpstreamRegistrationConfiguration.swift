import JSON

/// How the gateway registers itself at a provider (RFC 7591): by its metadata or at an endpoint, one of them.
package struct UpstreamRegistrationConfiguration: JSONRecord, Equatable {
  /// The metadata document (RFC 8414 or OpenID Connect Discovery).
  package var discoveryURL: String?
  package var endpoint: String?
  /// The key of the secrets that holds the initial access token.
  package var initialAccessTokenKey: String?
  package var softwareID: String?
  package var softwareStatement: String?

  package init() {}

  private static func address(_ schema: inout JSONSchema) { schema.pattern = "^https?://" }

  package static let fields: [JSONField<UpstreamRegistrationConfiguration>] = [
    JSONField("discoveryURL", \.discoveryURL, "Metadata that names the endpoint.", address),
    JSONField("endpoint", \.endpoint, "The endpoint.", address),
    JSONField("initialAccessTokenKey", \.initialAccessTokenKey, "The secret key with the initial access token."),
    JSONField("softwareID", \.softwareID, "software_id."),
    JSONField("softwareStatement", \.softwareStatement, "software_statement."),
  ]
}
