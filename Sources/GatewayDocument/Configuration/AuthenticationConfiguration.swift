import JSON

/// Who may come in: the resource server's side of OAuth.
package struct AuthenticationConfiguration: JSONRecord, Equatable {
  package enum Mode: String, JSONEnumeration {
    /// Every request is let in as the subject `anonymous`.
    case anonymous
    /// Bearer tokens of `issuer` for `audience`.
    case oidc
  }

  package var mode = Mode.oidc
  /// The expected `iss`; equal to the embedded authorization server's issuer where there is one.
  package var issuer = ""
  /// Must be contained in the token's `aud`.
  package var audience = ""
  /// The RFC 8707 resource identifier: `resource` of the protected-resource metadata (RFC 9728).
  package var resource = ""
  /// Advertised in the metadata and in challenges.
  package var scopes: [String] = []
  /// Clock difference that is forgiven, in seconds.
  package var leewaySeconds = 5
  /// How tokens of an issuer outside the gateway are checked; absent, as its metadata says.
  package var external: ExternalIssuerConfiguration?
  /// The origins of web pages that may speak to the endpoint, or `*`; absent, every page where tokens are asked for, and
  /// the gateway's own where they are not.
  package var allowedOrigins: [String]?

  package init() {}

  package static let fields: [JSONField<AuthenticationConfiguration>] = [
    JSONField("mode", \.mode, "anonymous or oidc."),
    JSONField("issuer", \.issuer, fallback: "", "The expected issuer of tokens."),
    JSONField("audience", \.audience, fallback: "", "What the tokens' aud must contain."),
    JSONField("resource", \.resource, fallback: "", "The resource identifier (RFC 8707)."),
    JSONField("scopes", \.scopes, fallback: [], "The scopes that are advertised."),
    JSONField("leewaySeconds", \.leewaySeconds, fallback: 5, "Clock difference that is forgiven.") {
      $0.minimum = 0
      $0.maximum = 300
    },
    JSONField("external", \.external, "How tokens of an issuer outside the gateway are checked."),
    JSONField("allowedOrigins", \.allowedOrigins, "The origins of web pages that may speak to the endpoint."),
  ]
}
