import GatewayDocument
import HTTP
import JSON
import Resources

/// The embedded authorization server.
struct AuthServerDecision {
  static let path = "spec.authServerConfig"
  private static let mostUpstreams = 8

  let spec: EmbeddedAuthServerConfig
  let resource: String
  /// The scopes of the resource, which the server then supports.
  let scopes: [String]

  private(set) var problems: [JSONProblem] = []

  init(spec: EmbeddedAuthServerConfig, resource: String, scopes: [String]) {
    self.spec = spec
    self.resource = resource
    self.scopes = scopes
  }

  /// The server's configuration without the keys that the operator makes; only to be used while there are no problems.
  mutating func decide(_ secrets: inout GatewaySecretData) -> AuthorizationServerConfiguration {
    var result = AuthorizationServerConfiguration()
    result.issuer = spec.issuer
    checkOrigin("issuer", spec.issuer)
    if let base = spec.authorizationEndpointBaseURL {
      checkOrigin("authorizationEndpointBaseUrl", base)
      result.authorizationEndpointBaseURL = base
    }
    result.allowedAudiences = [resource]
    if !scopes.isEmpty { result.scopesSupported = scopes }
    result.baselineClientScopes = spec.baselineClientScopes ?? []
    for scope in result.baselineClientScopes where !result.scopesSupported.contains(scope) {
      refuse("baselineClientScopes", "\"\(scope)\" is not one of the supported scopes \(result.scopesSupported)")
    }
    lifespans(&result)
    keys(&result, &secrets)
    clients(&result, &secrets)
    trustedIssuers(&result)
    if spec.upstreamProviders.isEmpty { refuse("upstreamProviders", "at least one upstream is required") }
    if spec.upstreamProviders.count > Self.mostUpstreams {
      refuse("upstreamProviders", "a login may go through \(Self.mostUpstreams) providers at most")
    }
    for (index, provider) in spec.upstreamProviders.enumerated() {
      let place = "upstreamProviders[\(index)]"
      if spec.upstreamProviders[..<index].contains(where: { $0.name == provider.name }) {
        refuse(place + ".name", "\"\(provider.name)\" stands twice")
      }
      if let upstream = upstream(provider, place, &secrets) { result.upstreams.append(upstream) }
    }
    result.storage = storage(&secrets)
    return result
  }

  mutating func refuse(_ path: String, _ message: String) {
    problems.append(JSONProblem(path: Self.path + "." + path, message: message))
  }

  /// A bare origin: https, or http on the loopback, or http where that is allowed by name.
  private mutating func checkOrigin(_ path: String, _ text: String) {
    guard let url = HTTPURL(text), ["http", "https"].contains(url.scheme), url.userInfo == nil, url.query == nil,
      url.fragment == nil
    else { return refuse(path, "\"\(text)\" is not an http or https URL without user, query and fragment") }
    if !url.path.isEmpty {
      refuse(path, "\"\(text)\" must be a bare origin without a path; all endpoints stand at the root")
    } else if url.scheme == "http", !spec.insecureAllowHTTP, !url.isLoopback {
      refuse(path, "\"\(text)\" must be https; insecureAllowHTTP allows plain http for development")
    }
  }

  private mutating func lifespans(_ result: inout AuthorizationServerConfiguration) {
    let lifespans = spec.tokenLifespans
    result.accessTokenLifespanSeconds =
      lifespan("accessTokenLifespan", lifespans?.accessTokenLifespan, 60...86_400) ?? result.accessTokenLifespanSeconds
    result.refreshTokenLifespanSeconds =
      lifespan("refreshTokenLifespan", lifespans?.refreshTokenLifespan, 3600...2_592_000)
      ?? result.refreshTokenLifespanSeconds
    result.authorizationCodeLifespanSeconds =
      lifespan("authCodeLifespan", lifespans?.authCodeLifespan, 30...600) ?? result.authorizationCodeLifespanSeconds
  }

  private mutating func lifespan(_ name: String, _ text: String?, _ range: ClosedRange<Int>) -> Int? {
    guard let text else { return nil }
    guard let seconds = GoDuration.seconds(text) else {
      refuse("tokenLifespans." + name, "\"\(text.prefix(64))\" is not a duration")
      return nil
    }
    guard range.contains(seconds) else {
      refuse("tokenLifespans." + name, "\(text) is not between \(range.lowerBound) and \(range.upperBound) seconds")
      return nil
    }
    return seconds
  }

  private func keys(_ result: inout AuthorizationServerConfiguration, _ secrets: inout GatewaySecretData) {
    if let references = spec.signingKeySecretRefs, !references.isEmpty {
      result.signingKeys = references.enumerated().map { index, reference in
        secrets.copy(
          reference, as: "signing-ref-\(index + 1)", for: "\(Self.path).signingKeySecretRefs[\(index)]",
          check: SecretChecks.signingKey)
      }
    }
    if let references = spec.hmacSecretRefs, !references.isEmpty {
      result.sealingKeys = references.enumerated().map { index, reference in
        secrets.copy(
          reference, as: "sealing-ref-\(index + 1)", for: "\(Self.path).hmacSecretRefs[\(index)]",
          check: SecretChecks.sealingKey)
      }
    }
  }
}
