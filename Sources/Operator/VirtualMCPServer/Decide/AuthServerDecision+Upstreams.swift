import GatewayDocument
import Resources

extension AuthServerDecision {
  /// Parameters of authorization requests that the gateway sets itself.
  static let reserved: Set<String> = [
    "response_type", "client_id", "redirect_uri", "scope", "state", "code_challenge", "code_challenge_method", "nonce",
    "resource",
  ]

  mutating func upstream(
    _ provider: UpstreamProvider, _ place: String, _ secrets: inout GatewaySecretData
  ) -> UpstreamConfiguration? {
    guard provider.type == .oidc, let oidc = provider.oidcConfig else {
      refuse(place, "oidcConfig must be set when type is 'oidc'; oauth2 is not supported")
      return nil
    }
    let path = place + ".oidcConfig"
    var result = UpstreamConfiguration()
    result.name = provider.name
    result.issuer = oidc.issuerURL
    result.allowsInsecure = oidc.insecureAllowHTTP == true || oidc.allowPrivateIPs == true
    if oidc.issuerURL.hasPrefix("http://") {
      if oidc.insecureAllowHTTP != true {
        refuse(path + ".issuerUrl", "\"\(oidc.issuerURL)\" must be https; insecureAllowHTTP allows plain http")
      }
    } else if !oidc.issuerURL.hasPrefix("https://") {
      refuse(path + ".issuerUrl", "\"\(oidc.issuerURL)\" is not an https URL")
    }
    result.clientID = oidc.clientID
    if oidc.clientID.isEmpty { refuse(path + ".clientId", "is required") }
    if let reference = oidc.clientSecretRef {
      result.clientSecretKey = secrets.copy(
        reference, as: GatewaySecretData.upstreamKey(provider.name), for: "\(Self.path).\(path).clientSecretRef")
    }
    let callback = spec.issuer + "/oauth/callback"
    result.redirectURI = oidc.redirectURI ?? callback
    if result.redirectURI != callback {
      refuse(
        path + ".redirectUri",
        "\"\(result.redirectURI)\" is not \"\(callback)\", where the gateway answers: \(Self.path).issuer with "
          + "/oauth/callback")
    }
    if let scopes = oidc.scopes, !scopes.isEmpty { result.scopes = scopes }
    if !result.scopes.contains("openid") { refuse(path + ".scopes", "openid is missing") }
    if let claim = oidc.subjectClaim, !claim.isEmpty { result.subjectClaim = claim }
    result.additionalAuthorizationParameters = oidc.additionalAuthorizationParams ?? [:]
    if result.additionalAuthorizationParameters.count > 16 {
      refuse(path + ".additionalAuthorizationParams", "at most 16 are allowed")
    }
    for name in result.additionalAuthorizationParameters.keys.sorted() where Self.reserved.contains(name) {
      refuse(
        path + ".additionalAuthorizationParams",
        "reserved parameter \"\(name)\" is managed by the framework and cannot be overridden")
    }
    return result
  }
}
