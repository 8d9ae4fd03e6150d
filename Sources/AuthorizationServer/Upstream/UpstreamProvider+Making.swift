import GatewayDocument
import OAuth

extension UpstreamProvider {
  /// A provider with its secrets.
  struct Settings: Sendable {
    var configuration: UpstreamConfiguration
    /// `nil` for a public client.
    var secret: String?
    var initialAccessToken: String?
  }

  init(
    _ settings: Settings, seals: Seals, storage: any Storage, transport: any UpstreamTransport,
    clock: @escaping @Sendable () -> Double
  ) {
    let configuration = settings.configuration
    var registrar: UpstreamRegistrar?
    if let registration = configuration.oauth2?.registration {
      let exchange = UpstreamExchange(
        provider: configuration.name, allowsInsecure: configuration.allowsInsecure, transport: transport)
      registrar = UpstreamRegistrar(
        UpstreamRegistrationRequest(
          provider: configuration, settings: registration, initialAccessToken: settings.initialAccessToken,
          exchange: exchange), seals: seals, storage: storage, clock: clock)
    }
    self.init(
      configuration, secret: settings.secret, registrar: registrar, transport: transport, clock: clock)
  }
}
