import GatewayDocument
import HTTP
import OAuth

extension IssuerSettings {
  /// What a document says of the issuer outside the gateway; `nil` where there is none.
  /// - Parameter secrets: `nil` to see only whether the document can be used.
  /// - Throws: naming the place in the document.
  init?(_ configuration: GatewayConfiguration, _ secrets: GatewaySecrets? = nil) throws(SnapshotRefusal) {
    guard let external = configuration.externalIssuer else { return nil }
    self.init(issuer: configuration.authentication.issuer)
    guard HTTPURL(issuer)?.userInfo == nil, HTTPURL(issuer)?.query == nil, HTTPURL(issuer)?.fragment == nil,
      HTTPURL(issuer) != nil
    else {
      throw SnapshotRefusal("authentication.issuer", "must be a URL without user, query and fragment")
    }
    keysURL = try Self.url(external.keysURL, "keysURL")
    introspectionURL = try Self.url(external.introspectionURL, "introspectionURL")
    clientID = external.clientID
    tokenPath = external.tokenPath
    allowsPrivateAddresses = external.allowsPrivateAddresses
    allowsPlainHTTP = external.allowsPlainHTTP
    if let path = external.caBundlePath { trust = .file(path) }
    guard let secrets else { return }
    if let key = external.caBundleKey {
      guard let bundle = secrets[key]?.text, bundle.contains("-----BEGIN CERTIFICATE-----") else {
        throw SnapshotRefusal("authentication.external.caBundleKey", "\"\(key)\" holds no certificate as PEM")
      }
      trust = .pem(Array(bundle.utf8))
    }
    if let key = external.clientSecretKey {
      guard let text = secrets[key]?.text, !text.isEmpty else {
        throw SnapshotRefusal("authentication.external.clientSecretKey", "\"\(key)\" holds no text")
      }
      clientSecret = ClientSecret(text)
    }
  }

  private static func url(_ text: String?, _ name: String) throws(SnapshotRefusal) -> HTTPURL? {
    guard let text else { return nil }
    guard let url = HTTPURL(text), url.userInfo == nil, url.fragment == nil else {
      throw SnapshotRefusal("authentication.external." + name, "must be a URL without user and fragment")
    }
    return url
  }
}
