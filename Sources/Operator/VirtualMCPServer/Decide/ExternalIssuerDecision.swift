import GatewayDocument
import JSON
import Resources

/// The issuer outside the gateway that a MCPOIDCConfig describes: it issues the tokens where no authorization server is
/// embedded.
struct ExternalIssuerDecision {
  static let clientSecretKey = "issuer-client-secret"
  static let bundleKey = "issuer-ca.crt"
  /// The key of a bundle where the reference names none.
  private static let standardBundleKey = "ca.crt"
  /// What Kubernetes gives to every pod.
  private static let clusterFiles = "/var/run/secrets/kubernetes.io/serviceaccount/"

  let config: ResourceObject<MCPOIDCConfig>
  /// Those that exist, by name.
  let configMaps: [String: [String: String]]
  private(set) var problems: [JSONProblem] = []

  init(config: ResourceObject<MCPOIDCConfig>, configMaps: [String: [String: String]]) {
    self.config = config
    self.configMaps = configMaps
  }

  /// Only to be used while there are no problems.
  mutating func decide(_ secrets: inout GatewaySecretData) -> ExternalIssuerConfiguration {
    if let inline = config.spec.inline { return decide(inline, &secrets) }
    var result = ExternalIssuerConfiguration()
    guard let cluster = config.spec.kubernetesServiceAccount else { return result }
    result.keysURL = cluster.jwksURL
    result.introspectionURL = cluster.introspectionURL
    if cluster.useClusterAuth ?? true {
      result.caBundlePath = Self.clusterFiles + "ca.crt"
      result.tokenPath = Self.clusterFiles + "token"
      result.allowsPrivateAddresses = true
    }
    return result
  }

  private mutating func decide(
    _ inline: InlineOIDC, _ secrets: inout GatewaySecretData
  ) -> ExternalIssuerConfiguration {
    var result = ExternalIssuerConfiguration()
    result.keysURL = inline.jwksURL
    result.introspectionURL = inline.introspectionURL
    result.tokenPath = inline.jwksAuthTokenPath
    result.allowsPlainHTTP = inline.insecureAllowHTTP
    result.allowsPrivateAddresses = inline.jwksAllowPrivateIP || inline.protectedResourceAllowPrivateIP
    if inline.introspectionURL != nil {
      result.clientID = inline.clientID
      if let reference = inline.clientSecretRef {
        result.clientSecretKey = secrets.copy(
          reference, as: Self.clientSecretKey,
          for: "spec.inline.clientSecretRef of MCPOIDCConfig \"\(config.metadata.name)\"")
      }
    }
    if let bundle = inline.caBundleRef?.configMapRef, let text = bundleText(bundle) {
      secrets.set(SecretValue(Array(text.utf8)), for: Self.bundleKey)
      result.caBundleKey = Self.bundleKey
    }
    return result
  }

  private mutating func bundleText(_ reference: CABundleSource.KeySelector) -> String? {
    let key = reference.key.isEmpty ? Self.standardBundleKey : reference.key
    guard let data = configMaps[reference.name] else {
      return refuse("name", "ConfigMap \"\(reference.name)\" not found in namespace \"\(config.metadata.namespace)\"")
    }
    guard let text = data[key] else {
      return refuse("key", "ConfigMap \"\(reference.name)\" has no key \"\(key)\"")
    }
    guard text.contains("-----BEGIN CERTIFICATE-----") else {
      return refuse("key", "key \"\(key)\" of ConfigMap \"\(reference.name)\" holds no certificate in PEM")
    }
    return text
  }

  private mutating func refuse(_ member: String, _ message: String) -> String? {
    problems.append(JSONProblem(path: "spec.inline.caBundleRef.configMapRef." + member, message: message))
    return nil
  }
}

extension MCPOIDCConfigSpec {
  /// The expected `iss` of tokens.
  var issuer: String { inline?.issuer ?? kubernetesServiceAccount?.issuer ?? "" }
  /// Where it stands.
  var issuerPath: String { inline != nil ? "spec.inline.issuer" : "spec.kubernetesServiceAccount.issuer" }
}
