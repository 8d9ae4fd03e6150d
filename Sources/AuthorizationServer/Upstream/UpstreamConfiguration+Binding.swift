import GatewayDocument

extension UpstreamConfiguration {
  /// What a login is bound to: a digest of the provider's name, its issuer and our identifier there. A login counts
  /// nothing with another provider that was given the same name.
  var binding: String { ServerContext.digest([name, issuer, clientID].joined(separator: "\0")) }
}
