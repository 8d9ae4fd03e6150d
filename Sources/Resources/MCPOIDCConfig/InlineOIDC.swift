import JSON

/// An issuer, described field by field.
package struct InlineOIDC: JSONRecord, Equatable {
  package var issuer = ""
  package var clientID: String?
  package var clientSecretRef: SecretKeyReference?
  package var jwksURL: String?
  package var introspectionURL: String?
  package var caBundleRef: CABundleSource?
  package var jwksAuthTokenPath: String?
  package var insecureAllowHTTP = false
  package var jwksAllowPrivateIP = false
  package var protectedResourceAllowPrivateIP = false

  package init() {}

  package static let fields: [JSONField<InlineOIDC>] = [
    JSONField("issuer", \.issuer, "The issuer's URL, the expected iss."),
    JSONField("clientId", \.clientID, "The client for introspection."),
    JSONField("clientSecretRef", \.clientSecretRef, "The Secret key with that client's secret."),
    JSONField("jwksUrl", \.jwksURL, "Where the issuer's keys are, without discovery."),
    JSONField("introspectionUrl", \.introspectionURL, "Where opaque tokens are introspected."),
    JSONField("caBundleRef", \.caBundleRef, "Certificate authorities for the issuer."),
    JSONField("jwksAuthTokenPath", \.jwksAuthTokenPath, "A file with the bearer token for the keys."),
    JSONField("insecureAllowHTTP", \.insecureAllowHTTP, default: false, "Allows plain http: for development."),
    JSONField("jwksAllowPrivateIP", \.jwksAllowPrivateIP, default: false, "Allows keys at private addresses."),
    JSONField(
      "protectedResourceAllowPrivateIP", \.protectedResourceAllowPrivateIP, default: false,
      "Allows resources at private addresses."),
  ]
}
