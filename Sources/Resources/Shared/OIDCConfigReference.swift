import JSON

/// The MCPOIDCConfig that a server trusts, and what is this server's own.
package struct OIDCConfigReference: JSONRecord, Equatable {
  package var name = ""
  package var audience = ""
  package var scopes: [String]?
  package var resourceURL: String?

  package init() {}

  package static let fields: [JSONField<OIDCConfigReference>] = [
    JSONField("name", \.name, "The name of an MCPOIDCConfig in the same namespace.", JSONSchema.notEmpty),
    JSONField(
      "audience", \.audience, "What the aud of tokens must contain; unique for every server.", JSONSchema.notEmpty),
    JSONField("scopes", \.scopes, "The scopes that are advertised.", JSONSchema.atomic),
    JSONField("resourceUrl", \.resourceURL, "The resource identifier (RFC 8707); the Service's URL when absent."),
  ]
}
