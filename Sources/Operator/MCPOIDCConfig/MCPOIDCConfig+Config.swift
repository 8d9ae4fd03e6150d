import JSON
import Resources

typealias MCPOIDCConfigDecision = ConfigDecision<MCPOIDCConfig>
package typealias MCPOIDCConfigSnapshot = ConfigSnapshot<MCPOIDCConfig>

extension MCPOIDCConfig: ConfigKind {
  static let reasons = MCPOIDCConfigReason.common
  static let finalizer: String? = "mcpoidcconfig.toolhive.stacklok.dev/finalizer"

  static func problems(_ config: ResourceObject<MCPOIDCConfig>) -> [JSONProblem] {
    var found: [JSONProblem] = []
    func check(_ path: String, _ url: String?, allowsPlainHTTP: Bool) {
      guard let url, !url.hasPrefix("https://") else { return }
      if !url.hasPrefix("http://") {
        found.append(JSONProblem(path: path, message: "\"\(url)\" is not an https URL"))
      } else if !allowsPlainHTTP {
        found.append(JSONProblem(path: path, message: "\"\(url)\" must be https unless insecureAllowHTTP is true"))
      }
    }
    if let inline = config.spec.inline {
      let urls = [
        ("issuer", inline.issuer), ("jwksUrl", inline.jwksURL), ("introspectionUrl", inline.introspectionURL),
      ]
      for (name, url) in urls { check("spec.inline." + name, url, allowsPlainHTTP: inline.insecureAllowHTTP) }
      if let bundle = inline.caBundleRef { found += CABundleRules.problems(bundle, at: "spec.inline.caBundleRef") }
      if let path = inline.jwksAuthTokenPath, !path.hasPrefix("/") || path.split(separator: "/").contains("..") {
        found.append(
          JSONProblem(
            path: "spec.inline.jwksAuthTokenPath", message: "\"\(path)\" is not an absolute path without \"..\""))
      }
      if inline.clientSecretRef != nil, inline.clientID ?? "" == "" {
        found.append(JSONProblem(path: "spec.inline.clientId", message: "is required with clientSecretRef"))
      }
    }
    if let cluster = config.spec.kubernetesServiceAccount {
      let path = "spec.kubernetesServiceAccount."
      let urls = [
        ("issuer", cluster.issuer), ("jwksUrl", cluster.jwksURL), ("introspectionUrl", cluster.introspectionURL),
      ]
      for (name, url) in urls { check(path + name, url, allowsPlainHTTP: false) }
    }
    return found
  }
}
