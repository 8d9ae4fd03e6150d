import GatewayDocument
import HTTP

extension UpstreamConfiguration {
  /// The parameters that an authorization request to a provider has of its own.
  static let reservedParameters: Set<String> = [
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "nonce",
    "resource",
  ]

  /// - Throws: for the first thing that cannot be served.
  func checkForServing(_ path: String) throws(AuthorizationServerError) {
    guard let callback = HTTPURL(redirectURI), callback.fragment == nil, callback.query == nil else {
      throw refuse(path + ".redirectURI", "must be an absolute URL without query and fragment")
    }
    switch kind {
    case .oidc:
      guard oauth2 == nil else { throw refuse(path + ".oauth2", "is for providers of the kind oauth2") }
      guard !clientID.isEmpty else { throw refuse(path + ".clientID", "must not be empty") }
      guard scopes.contains("openid") else { throw refuse(path + ".scopes", "must contain openid") }
      try checkAddress(issuer, path + ".issuer")
    case .oauth2:
      guard let oauth2 else { throw refuse(path + ".oauth2", "is needed for the kind oauth2") }
      guard issuer.isEmpty, subjectClaim == nil else {
        throw refuse(path, "issuer and subjectClaim are for providers of the kind oidc")
      }
      try check(oauth2, path + ".oauth2")
    }
    guard additionalAuthorizationParameters.count <= 16 else {
      throw refuse(path + ".additionalAuthorizationParameters", "at most 16 are allowed")
    }
    if let name = additionalAuthorizationParameters.keys.filter(Self.reservedParameters.contains).min() {
      throw refuse(path + ".additionalAuthorizationParameters", "\"\(name)\" is reserved")
    }
  }

  private func check(_ oauth2: OAuth2Configuration, _ path: String) throws(AuthorizationServerError) {
    try checkAddress(oauth2.authorizationEndpoint, path + ".authorizationEndpoint")
    try checkAddress(oauth2.tokenEndpoint, path + ".tokenEndpoint")
    guard clientID.isEmpty == (oauth2.registration != nil) else {
      throw refuse(path + ".registration", "either clientID or registration must be set, and not both")
    }
    if let registration = oauth2.registration {
      guard clientSecretKey == nil else {
        throw refuse(path + ".registration", "a client that registers itself has no configured secret")
      }
      let addresses = [registration.discoveryURL, registration.endpoint].compactMap { $0 }
      guard addresses.count == 1 else {
        throw refuse(path + ".registration", "either discoveryURL or endpoint must be set, and not both")
      }
      try checkAddress(addresses[0], path + ".registration")
    }
    if let text = oauth2.wrongPath {
      throw refuse(
        path,
        "\"\(text.prefix(64))\" is not a path: members with dots between them, and @upstreamjwt, are what is supported")
    }
    guard let info = oauth2.userInfo else { return }
    try checkAddress(info.endpoint, path + ".userInfo.endpoint")
    if let problem = info.headerProblem { throw refuse(path + ".userInfo.headers", problem) }
  }

  private func checkAddress(_ text: String, _ path: String) throws(AuthorizationServerError) {
    let url = HTTPURL(text)
    guard url?.scheme == "https" || (url?.scheme == "http" && allowsInsecure) else {
      throw refuse(path, "must be https unless allowsInsecure is set")
    }
    guard url?.userInfo == nil, url?.fragment == nil else {
      throw refuse(path, "must be without user and fragment")
    }
  }

  private func refuse(_ path: String, _ reason: String) -> AuthorizationServerError {
    AuthorizationServerConfiguration.refuse(path, reason)
  }
}
