import GatewayDocument
import HTTP

extension AuthorizationServerConfiguration {
  /// - Throws: for the first thing that cannot be served.
  package func checkForServing() throws(AuthorizationServerError) {
    try Self.checkOrigin(issuer, "issuer")
    if let base = authorizationEndpointBaseURL { try Self.checkOrigin(base, "authorizationEndpointBaseURL") }
    guard !allowedAudiences.isEmpty else { throw Self.refuse("allowedAudiences", "at least one audience is needed") }
    for scope in baselineClientScopes where !scopesSupported.contains(scope) {
      throw Self.refuse("baselineClientScopes", "\"\(scope)\" is not one of scopesSupported")
    }
    try checkClients()
    guard let first = upstreams.first else { throw Self.refuse("upstreams", "at least one upstream is needed") }
    guard upstreams.count <= UpstreamChain.longest else {
      throw Self.refuse("upstreams", "a login may go through \(UpstreamChain.longest) providers at most")
    }
    for (index, upstream) in upstreams.enumerated() {
      let path = "upstreams[\(index)]"
      if upstreams[..<index].contains(where: { $0.name == upstream.name }) {
        throw Self.refuse(path + ".name", "\"\(upstream.name)\" stands twice")
      }
      try upstream.checkForServing(path)
      guard upstream.redirectURI == first.redirectURI else {
        throw Self.refuse(path + ".redirectURI", "must be that of the first upstream, \"\(first.redirectURI)\"")
      }
    }
  }

  private static func checkOrigin(_ text: String, _ path: String) throws(AuthorizationServerError) {
    guard let url = HTTPURL(text), ["http", "https"].contains(url.scheme), url.userInfo == nil, url.query == nil,
      url.fragment == nil
    else { throw refuse(path, "must be an http or https URL without user, query and fragment") }
    guard url.path.isEmpty else {
      throw refuse(path, "must be a bare origin without a path; all endpoints stand at the root")
    }
  }

  static func refuse(_ path: String, _ reason: String) -> AuthorizationServerError {
    AuthorizationServerError(code: .configuration, path: path, reason: reason)
  }
}
