import GatewayDocument
import HTTP

extension UpstreamConfiguration {
  /// What a login is bound to: a digest of the provider's name, its issuer or endpoints and our identifier there. A login
  /// counts nothing with another provider that was given the same name.
  var binding: String {
    let place = oauth2.map { ["oauth2", $0.authorizationEndpoint, $0.tokenEndpoint] } ?? [issuer]
    return ServerContext.digest(([name] + place + [clientID]).joined(separator: "\0"))
  }

  /// What makes the provider's subjects unique among those of all providers.
  var subjectAuthority: String { oauth2.map { "oauth2 " + $0.tokenEndpoint } ?? issuer }

  /// What people call the provider: its host.
  var host: String { HTTPURL(oauth2?.authorizationEndpoint ?? issuer)?.host ?? name }
}
