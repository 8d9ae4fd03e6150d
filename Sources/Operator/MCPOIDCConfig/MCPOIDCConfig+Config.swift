import JSON
import Resources

typealias MCPOIDCConfigDecision = ConfigDecision<MCPOIDCConfig>
package typealias MCPOIDCConfigSnapshot = ConfigSnapshot<MCPOIDCConfig>

extension MCPOIDCConfig: ConfigKind {
  static let reasons = MCPOIDCConfigReason.common
  static let finalizer: String? = "mcpoidcconfig.toolhive.stacklok.dev/finalizer"

  static func shortfall(_ config: ResourceObject<MCPOIDCConfig>) -> String? {
    config.spec.type == .inline ? nil : "spec.type: gateways do not yet trust the cluster as an issuer; use inline"
  }

  static func problems(_ config: ResourceObject<MCPOIDCConfig>) -> [JSONProblem] {
    var found: [JSONProblem] = []
    func refuse(_ name: String, _ message: String) {
      found.append(JSONProblem(path: "spec.inline." + name, message: message))
    }
    guard let inline = config.spec.inline else { return [] }
    let urls = [("issuer", inline.issuer), ("jwksUrl", inline.jwksURL), ("introspectionUrl", inline.introspectionURL)]
    for (name, url) in urls {
      guard let url, !url.hasPrefix("https://") else { continue }
      if !url.hasPrefix("http://") {
        refuse(name, "\"\(url)\" is not an https URL")
      } else if !inline.insecureAllowHTTP {
        refuse(name, "\"\(url)\" must be https unless insecureAllowHTTP is true")
      }
    }
    return found
  }
}
