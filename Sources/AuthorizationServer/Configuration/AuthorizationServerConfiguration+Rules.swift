import GatewayDocument
import HTTP

extension AuthorizationServerConfiguration {
  /// The parameters that an authorization request to a provider has of its own.
  static let reservedParameters: Set<String> = [
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "nonce",
    "resource",
  ]

  /// - Throws: for the first thing that cannot be served.
  package func checkForServing() throws(AuthorizationServerError) {
    try Self.checkOrigin(issuer, "issuer")
    if let base = authorizationEndpointBaseURL { try Self.checkOrigin(base, "authorizationEndpointBaseURL") }
    guard !allowedAudiences.isEmpty else { throw Self.refuse("allowedAudiences", "at least one audience is needed") }
    for scope in baselineClientScopes where !scopesSupported.contains(scope) {
      throw Self.refuse("baselineClientScopes", "\"\(scope)\" is not one of scopesSupported")
    }
    try checkClients()
    guard let upstream = upstreams.first else { throw Self.refuse("upstreams", "at least one upstream is needed") }
    guard upstreams.count == 1 else {
      throw Self.refuse(
        "upstreams[1]", "logins through several providers one after the other are not supported; configure one")
    }
    guard upstream.scopes.contains("openid") else {
      throw Self.refuse("upstreams[0].scopes", "must contain openid")
    }
    guard let callback = HTTPURL(upstream.redirectURI), callback.fragment == nil, callback.query == nil else {
      throw Self.refuse("upstreams[0].redirectURI", "must be an absolute URL without query and fragment")
    }
    let isInsecure = HTTPURL(upstream.issuer)?.scheme != "https"
    guard !isInsecure || upstream.allowsInsecure else {
      throw Self.refuse("upstreams[0].issuer", "must be https unless allowsInsecure is set")
    }
    guard upstream.additionalAuthorizationParameters.count <= 16 else {
      throw Self.refuse("upstreams[0].additionalAuthorizationParameters", "at most 16 are allowed")
    }
    if let name = upstream.additionalAuthorizationParameters.keys.filter(Self.reservedParameters.contains).min() {
      throw Self.refuse("upstreams[0].additionalAuthorizationParameters", "\"\(name)\" is reserved")
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
