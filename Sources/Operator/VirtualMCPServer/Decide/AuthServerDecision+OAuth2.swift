import GatewayDocument
import Resources

extension AuthServerDecision {
  /// A provider that speaks plain OAuth 2.0.
  mutating func plain(
    _ config: OAuth2UpstreamConfig, _ path: String, _ result: inout UpstreamConfiguration,
    _ secrets: inout GatewaySecretData
  ) {
    let allowsHTTP = config.insecureAllowHTTP == true
    var oauth2 = OAuth2Configuration()
    result.kind = .oauth2
    result.allowsInsecure = allowsHTTP || config.allowPrivateIPs == true
    result.scopes = config.scopes ?? []
    oauth2.authorizationEndpoint = config.authorizationEndpoint
    address(config.authorizationEndpoint, path + ".authorizationEndpoint", allowsHTTP: allowsHTTP)
    oauth2.tokenEndpoint = config.tokenEndpoint
    address(config.tokenEndpoint, path + ".tokenEndpoint", allowsHTTP: allowsHTTP)
    result.clientID = config.clientID ?? ""
    if result.clientID.isEmpty == (config.dcrConfig == nil) {
      refuse(path, "exactly one of clientId or dcrConfig must be set")
    }
    secret(config.clientSecretRef, path, &result, &secrets)
    if let registration = config.dcrConfig {
      if config.clientSecretRef != nil { refuse(path + ".clientSecretRef", "must not be set when dcrConfig is set") }
      oauth2.registration = self.registration(registration, path + ".dcrConfig", result.name, &secrets)
    }
    callback(config.redirectURI, path, &result)
    parameters(config.additionalAuthorizationParams, path, &result)
    if let info = config.userInfo {
      address(info.endpointURL, path + ".userInfo.endpointUrl", allowsHTTP: allowsHTTP)
      let rendered = Self.userInfo(info)
      if let problem = rendered.headerProblem { refuse(path + ".userInfo.additionalHeaders", problem) }
      oauth2.userInfo = rendered
    }
    oauth2.identity = config.identityFromToken.map(Self.identity)
    oauth2.tokenResponse = config.tokenResponseMapping.map(Self.tokenResponse)
    if let wrong = oauth2.wrongPath {
      refuse(
        path,
        "\"\(wrong.prefix(64))\" is not a path: members with dots between them, and @upstreamjwt, are what is supported"
      )
    }
    result.oauth2 = oauth2
  }

  private mutating func registration(
    _ config: ClientRegistrationConfig, _ path: String, _ name: String, _ secrets: inout GatewaySecretData
  ) -> UpstreamRegistrationConfiguration {
    var result = UpstreamRegistrationConfiguration()
    result.discoveryURL = config.discoveryURL
    result.endpoint = config.registrationEndpoint
    if (config.discoveryURL == nil) == (config.registrationEndpoint == nil) {
      refuse(path, "exactly one of discoveryUrl or registrationEndpoint must be set")
    }
    for (field, url) in [("discoveryUrl", config.discoveryURL), ("registrationEndpoint", config.registrationEndpoint)] {
      if let url { address(url, path + "." + field, allowsHTTP: false) }
    }
    if let reference = config.initialAccessTokenRef {
      result.initialAccessTokenKey = secrets.copy(
        reference, as: GatewaySecretData.initialAccessTokenKey(name),
        for: "\(Self.path).\(path).initialAccessTokenRef")
    }
    result.softwareID = config.softwareID
    result.softwareStatement = config.softwareStatement
    return result
  }

  private static func userInfo(_ config: UserInfoConfig) -> UserInfoConfiguration {
    var result = UserInfoConfiguration()
    result.endpoint = config.endpointURL
    result.method = config.httpMethod == .post ? .post : .get
    result.headers = config.additionalHeaders ?? [:]
    func fields(_ configured: [String]?, _ usual: [String]) -> [String] {
      configured.flatMap { $0.isEmpty ? nil : $0 } ?? usual
    }
    result.subjectFields = fields(config.fieldMapping?.subjectFields, result.subjectFields)
    result.nameFields = fields(config.fieldMapping?.nameFields, result.nameFields)
    result.emailFields = fields(config.fieldMapping?.emailFields, result.emailFields)
    return result
  }

  private static func identity(_ config: IdentityFromToken) -> IdentityPaths {
    var result = IdentityPaths()
    result.subject = config.subjectPath
    result.name = config.namePath
    result.email = config.emailPath
    return result
  }

  private static func tokenResponse(_ config: TokenResponseMapping) -> TokenResponsePaths {
    var result = TokenResponsePaths()
    result.accessToken = config.accessTokenPath
    result.refreshToken = config.refreshTokenPath
    result.expiresIn = config.expiresInPath
    result.scope = config.scopePath
    return result
  }
}
