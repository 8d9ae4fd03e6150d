import JSON

extension GatewayConfiguration {
  /// The issuer outside the gateway whose tokens are accepted; `nil` where the gateway issues them itself, or asks for none.
  package var externalIssuer: ExternalIssuerConfiguration? {
    guard authentication.mode == .oidc, authorizationServer == nil else { return nil }
    return authentication.external ?? ExternalIssuerConfiguration()
  }

  /// What contradicts itself in what is said of an external issuer.
  var externalIssuerProblems: [JSONProblem] {
    let path = "authentication.external"
    if authentication.external != nil, externalIssuer == nil {
      return [
        JSONProblem(
          path: path,
          message: authorizationServer == nil
            ? "needs the mode oidc" : "must not be set beside an authorization server, which has its own keys")
      ]
    }
    guard let external = externalIssuer else { return [] }
    var found: [JSONProblem] = []
    let urls = [
      ("authentication.issuer", authentication.issuer), (path + ".keysURL", external.keysURL ?? ""),
      (path + ".introspectionURL", external.introspectionURL ?? ""),
    ]
    for (path, url) in urls where !url.isEmpty && !url.hasPrefix("https://") && !external.allowsPlainHTTP {
      if !Self.loopback.contains(where: { url.hasPrefix($0 + "/") || url.hasPrefix($0 + ":") || url == $0 }) {
        found.append(JSONProblem(path: path, message: "\"\(url)\" must be https unless allowsPlainHTTP is true"))
      }
    }
    if external.caBundleKey != nil, external.caBundlePath != nil {
      found.append(JSONProblem(path: path + ".caBundlePath", message: "must not be set beside caBundleKey"))
    }
    for (name, file) in [("caBundlePath", external.caBundlePath), ("tokenPath", external.tokenPath)] {
      guard let file else { continue }
      if file.split(separator: "/").contains("..") || file.utf8.contains(0) {
        found.append(JSONProblem(path: path + "." + name, message: "must be an absolute path without \"..\""))
      }
    }
    if external.clientSecretKey != nil, external.clientID ?? "" == "" {
      found.append(JSONProblem(path: path + ".clientID", message: "is required with clientSecretKey"))
    }
    for (index, rule) in external.revocations.enumerated() where rule.isEmpty {
      found.append(
        JSONProblem(
          path: path + ".revocations[\(index)]", message: "names nothing; it would revoke everything for good"))
    }
    return found
  }

  private static let loopback = ["http://localhost", "http://127.0.0.1", "http://[::1]"]
}
