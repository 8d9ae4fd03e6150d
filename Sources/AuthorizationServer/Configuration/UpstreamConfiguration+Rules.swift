import GatewayDocument
import HTTP

extension UpstreamConfiguration {
  /// The parameters that an authorization request to a provider has of its own.
  static let reservedParameters: Set<String> = [
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "nonce",
    "resource",
  ]

  /// Header fields of userinfo requests that are the gateway's or the connection's own.
  private static let reservedHeaders: Set<String> = [
    "authorization", "host", "content-length", "transfer-encoding", "connection", "cookie", "expect", "upgrade",
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
    let identity = oauth2.identity.map { [$0.subject, $0.name, $0.email] } ?? []
    let response = oauth2.tokenResponse.map { [$0.accessToken, $0.refreshToken, $0.expiresIn, $0.scope] } ?? []
    for text in (identity + response).compactMap({ $0 }) where TokenPath(text) == nil {
      throw refuse(
        path, "\"\(text)\" is not a path: members with dots between them, and @upstreamjwt, are what is supported")
    }
    guard let info = oauth2.userInfo else { return }
    try checkAddress(info.endpoint, path + ".userInfo.endpoint")
    for (name, value) in info.headers {
      let isName = !name.isEmpty && name.utf8.allSatisfy { Self.isTokenByte($0) }
      guard isName, !Self.reservedHeaders.contains(name.lowercased()) else {
        throw refuse(path + ".userInfo.headers", "\"\(name.prefix(64))\" cannot be set")
      }
      guard value.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) else {
        throw refuse(path + ".userInfo.headers", "the value of \"\(name)\" is not printable ASCII")
      }
    }
  }

  /// RFC 9110 section 5.6.2.
  private static func isTokenByte(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
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
