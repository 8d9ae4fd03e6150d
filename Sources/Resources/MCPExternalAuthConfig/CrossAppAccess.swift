import JSON

/// Cross-app access: an identity assertion of the person's provider, exchanged at the target's authorization server.
package struct CrossAppAccess: JSONRecord, Equatable {
  package var idpTokenURL = ""
  package var idpClientID: String?
  package var idpClientSecretRef: SecretKeyReference?
  package var targetTokenURL = ""
  package var targetAudience = ""
  package var targetClientID: String?
  package var targetClientSecretRef: SecretKeyReference?
  package var targetResource: String?
  package var scopes: [String]?
  package var subjectProviderName: String?
  package var subjectTokenType: String?
  package var insecureTargetTokenURL: Bool?

  package init() {}

  package static let fields: [JSONField<CrossAppAccess>] = [
    JSONField("idpTokenUrl", \.idpTokenURL, "The provider's token endpoint.") { $0.pattern = "^https://.*$" },
    JSONField("idpClientId", \.idpClientID, "The client at the provider."),
    JSONField("idpClientSecretRef", \.idpClientSecretRef, "The Secret key with its secret."),
    JSONField("targetTokenUrl", \.targetTokenURL, "The target's token endpoint."),
    JSONField("targetAudience", \.targetAudience, "Whom the assertion is for."),
    JSONField("targetClientId", \.targetClientID, "The client at the target."),
    JSONField("targetClientSecretRef", \.targetClientSecretRef, "The Secret key with its secret."),
    JSONField("targetResource", \.targetResource, "The resource (RFC 8707)."),
    JSONField("scopes", \.scopes, "The scopes that are asked for.", JSONSchema.atomic),
    JSONField("subjectProviderName", \.subjectProviderName, "The upstream provider whose ID token is used."),
    JSONField("subjectTokenType", \.subjectTokenType, "What kind of token that is.") {
      $0.enum = ["urn:ietf:params:oauth:token-type:id_token"]
    },
    JSONField("insecureTargetTokenUrl", \.insecureTargetTokenURL, "Allows plain http: for development."),
  ]
}
