import JSON

/// What is known of a provider that speaks OAuth 2.0 (RFC 6749) without OpenID Connect: nothing can be discovered.
package struct OAuth2Configuration: JSONRecord, Equatable {
  package var authorizationEndpoint = ""
  package var tokenEndpoint = ""
  /// Where the provider is asked about people; without it and `identity` every login is a new person.
  package var userInfo: UserInfoConfiguration?
  /// Who somebody is, from the token response; asked before `userInfo`.
  package var identity: IdentityPaths?
  /// For token responses of another shape than RFC 6749's.
  package var tokenResponse: TokenResponsePaths?
  /// How the gateway gets its client identifier, where none is configured (RFC 7591).
  package var registration: UpstreamRegistrationConfiguration?

  package init() {}

  private static func address(_ schema: inout JSONSchema) { schema.pattern = "^https?://" }

  package static let fields: [JSONField<OAuth2Configuration>] = [
    JSONField("authorizationEndpoint", \.authorizationEndpoint, "Where people log in.", address),
    JSONField("tokenEndpoint", \.tokenEndpoint, "Where codes become tokens.", address),
    JSONField("userInfo", \.userInfo, "Where the provider is asked about people."),
    JSONField("identity", \.identity, "Who somebody is, from the token response."),
    JSONField("tokenResponse", \.tokenResponse, "For token responses of another shape."),
    JSONField("registration", \.registration, "How a client identifier is got where none is configured."),
  ]
}
