import HTTP
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
      let asked = inline.jwksURL ?? inline.issuer
      if let path = inline.jwksAuthTokenPath, isOfPod(path), !isAPIServer(asked) {
        found.append(
          JSONProblem(
            path: "spec.inline.jwksAuthTokenPath",
            message:
              "\"\(path)\" is the gateway's own token, which reads its secrets: only kubernetes.default.svc gets it, "
              + "not \"\(asked)\""))
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

  /// What Kubernetes gives to every pod, by whichever way through the file system.
  private static func isOfPod(_ path: String) -> Bool {
    path.split(separator: "/").contains { $0 == "kubernetes.io" || $0 == "proc" }
  }

  private static func isAPIServer(_ text: String) -> Bool {
    guard let url = HTTPURL(text), url.scheme == "https" else { return false }
    return ["kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc.cluster.local"].contains(url.host)
  }
}
