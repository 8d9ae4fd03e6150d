import GatewayDocument
import HTTP
import Resources

extension AuthServerDecision {
  /// The most documents that a gateway keeps.
  private static let largestDocumentCache = 10_000

  /// Clients beside the public ones that register themselves.
  mutating func clients(_ result: inout AuthorizationServerConfiguration, _ secrets: inout GatewaySecretData) {
    result.clients.allowsConfidentialRegistration = spec.clients.allowConfidentialClientRegistration
    result.clients.allowsConfidentialOverLoopbackHTTP = spec.clients.insecureAllowConfidentialOverLoopbackHTTP
    result.clients.forcedConfidentialRedirectURIs = spec.clients.forceConfidentialRedirectURIs ?? []
    for (index, text) in result.clients.forcedConfidentialRedirectURIs.enumerated() {
      guard let url = HTTPURL(text), url.scheme == "https", !url.isLoopback else {
        refuse(
          "forceConfidentialRedirectUris[\(index)]",
          "\"\(text)\" is not an https URL on a host that is not a loopback one")
        continue
      }
    }
    result.clients.configured = (spec.clients.delegateClients ?? []).enumerated().map { index, client in
      delegate(client, index, result, &secrets)
    }
    checkSecretTransport()
    documents(&result)
  }

  private mutating func delegate(
    _ client: DelegateClient, _ index: Int, _ server: AuthorizationServerConfiguration,
    _ secrets: inout GatewaySecretData
  ) -> ConfiguredClient {
    let place = "delegateClients[\(index)]"
    if (spec.clients.delegateClients ?? [])[..<index].contains(where: { $0.clientID == client.clientID }) {
      refuse(place + ".clientId", "\"\(client.clientID)\" stands twice")
    }
    if let scope = client.scopes.first(where: { !server.scopesSupported.contains($0) }) {
      refuse(place + ".scopes", "\"\(scope)\" is not one of the supported scopes \(server.scopesSupported)")
    }
    if let audience = client.audiences.first(where: { !server.allowedAudiences.contains($0) }) {
      refuse(place + ".audiences", "\"\(audience)\" is not one of the allowed audiences \(server.allowedAudiences)")
    }
    var result = ConfiguredClient()
    result.id = client.clientID
    result.scopes = client.scopes
    result.audiences = client.audiences
    result.secretKey = secrets.copy(
      client.clientSecretRef, as: "delegate-client-\(ContentHash.of(client.clientID))-secret",
      for: "\(Self.path).\(place).clientSecretRef",
      check: SecretChecks.clientSecret)
    return result
  }

  /// Secrets travel to the issuer's origin.
  private mutating func checkSecretTransport() {
    let hasSecrets =
      spec.clients.allowConfidentialClientRegistration || !(spec.clients.delegateClients ?? []).isEmpty
    guard hasSecrets else { return }
    if spec.insecureAllowHTTP {
      refuse("insecureAllowHTTP", "cannot be combined with clients that have a secret")
    } else if let url = HTTPURL(spec.issuer), url.scheme != "https",
      !spec.clients.insecureAllowConfidentialOverLoopbackHTTP
    {
      refuse(
        "issuer",
        "\"\(spec.issuer)\" must be https where clients have a secret; insecureAllowConfidentialOverLoopbackHTTP allows "
          + "http on the loopback for development")
    }
  }

  private mutating func documents(_ result: inout AuthorizationServerConfiguration) {
    guard let cimd = spec.clients.cimd, cimd.enabled else { return }
    var documents = ClientMetadataDocumentsConfiguration()
    if let size = cimd.cacheMaxSize {
      documents.cacheSize = size
      if !(1...Self.largestDocumentCache).contains(size) {
        refuse("cimd.cacheMaxSize", "\(size) is not between 1 and \(Self.largestDocumentCache)")
      }
    }
    if let text = cimd.cacheFallbackTTL {
      if let seconds = GoDuration.seconds(text), (1...86_400).contains(seconds) {
        documents.fallbackSeconds = seconds
      } else {
        refuse("cimd.cacheFallbackTtl", "\"\(text.prefix(64))\" is not a duration between 1 second and 24 hours")
      }
    }
    result.clientMetadataDocuments = documents
  }
}
