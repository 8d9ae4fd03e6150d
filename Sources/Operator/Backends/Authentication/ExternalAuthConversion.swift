import GatewayDocument
import HTTP
import Resources

/// Says an MCPExternalAuthConfig in the words of the gateway's document.
struct ExternalAuthConversion {
  let config: ResourceObject<MCPExternalAuthConfig>
  let backend: String
  let context: OutgoingContext

  private(set) var result = ConvertedAuth()

  init(_ config: ResourceObject<MCPExternalAuthConfig>, backend: String, context: OutgoingContext) {
    self.config = config
    self.backend = backend
    self.context = context
  }

  static func convert(
    _ config: ResourceObject<MCPExternalAuthConfig>, backend: String, context: OutgoingContext
  ) throws(BackendAuthRefusal) -> ConvertedAuth {
    if let problem = ExternalAuthSupport.problem(config) { throw BackendAuthRefusal(problem) }
    var conversion = ExternalAuthConversion(config, backend: backend, context: context)
    try conversion.convert()
    return conversion.result
  }

  private mutating func convert() throws(BackendAuthRefusal) {
    let spec = config.spec
    if let header = spec.headerInjection {
      let key = try copy(header.valueSecretRef, "header", "headerInjection.valueSecretRef", SecretChecks.headerValue)
      result.authentication.kind = .headerInjection
      result.authentication.headerInjection = BackendHeader(header.headerName, valueKey: key)
    } else if let token = spec.bearerToken {
      let key = try copy(token.tokenSecretRef, "token", "bearerToken.tokenSecretRef", SecretChecks.token)
      result.authentication.kind = .bearerToken
      result.authentication.bearerToken = FixedTokenConfiguration(tokenKey: key)
    } else if let injection = spec.upstreamInject {
      let provider = try named(injection.providerName, "upstreamInject.providerName")
      result.authentication.kind = .upstreamInject
      result.authentication.upstreamInject = UpstreamInjectionConfiguration(provider: provider)
    } else if let exchange = spec.tokenExchange {
      result.authentication.kind = .tokenExchange
      result.authentication.tokenExchange = try convert(exchange)
    } else if let access = spec.xaa {
      result.authentication.kind = .xaa
      result.authentication.xaa = try convert(access)
    } else if let tokens = spec.awsSts {
      result.authentication.kind = .awsSts
      result.authentication.awsSts = try convert(tokens)
    }
  }

  private mutating func convert(_ exchange: TokenExchange) throws(BackendAuthRefusal) -> TokenExchangeConfiguration {
    var converted = TokenExchangeConfiguration()
    converted.tokenURL = exchange.tokenURL
    converted.audience = exchange.audience
    converted.scopes = exchange.scopes ?? []
    converted.client = try client(
      exchange.clientID, exchange.clientSecretRef, "client-secret", "tokenExchange.clientSecretRef")
    let name = exchange.subjectTokenType?.split(separator: ":").last.map(String.init) ?? ""
    converted.subjectType = TokenExchangeConfiguration.SubjectType(rawValue: name) ?? .accessToken
    converted.subjectProvider = try subject(exchange.subjectProviderName, "tokenExchange.subjectProviderName")
    converted.headerName = exchange.externalTokenHeaderName.flatMap { $0.isEmpty ? nil : $0 }
    return converted
  }

  private mutating func convert(_ access: CrossAppAccess) throws(BackendAuthRefusal) -> CrossAppAccessConfiguration {
    let path = "xaa.subjectProviderName"
    if access.subjectProviderName?.isEmpty ?? true, let providers = context.providers, providers.count > 1 {
      throw BackendAuthRefusal(
        "spec.\(path) must name one of spec.authServerConfig.upstreamProviders[].name, \(providers): there are several",
        VirtualMCPServerReason.ambiguousSubject)
    }
    var converted = CrossAppAccessConfiguration()
    guard let provider = try subject(access.subjectProviderName, path) else {
      throw BackendAuthRefusal(
        "spec.xaa needs the ID token of an upstream provider, and the VirtualMCPServer has no spec.authServerConfig")
    }
    converted.subjectProvider = provider
    converted.providerTokenURL = access.idpTokenURL
    converted.targetTokenURL = access.targetTokenURL
    converted.targetAudience = access.targetAudience
    converted.targetResource = access.targetResource.flatMap { $0.isEmpty ? nil : $0 }
    converted.scopes = access.scopes ?? []
    converted.providerClient = try client(
      access.idpClientID, access.idpClientSecretRef, "idp-secret", "xaa.idpClientSecretRef")
    converted.targetClient = try client(
      access.targetClientID, access.targetClientSecretRef, "target-secret", "xaa.targetClientSecretRef")
    return converted
  }

  private func convert(_ tokens: AWSTokens) throws(BackendAuthRefusal) -> AWSRoleConfiguration {
    var converted = AWSRoleConfiguration()
    converted.region = tokens.region
    converted.service = tokens.service
    converted.roleClaim = tokens.roleClaim
    converted.fallbackRoleARN = tokens.fallbackRoleARN
    converted.sessionNameClaim = tokens.sessionNameClaim
    converted.sessionSeconds = tokens.sessionDuration
    // The lowest priority comes first, none comes last; equal ones stay in order.
    let sorted = (tokens.roleMappings ?? []).enumerated().sorted {
      ($0.element.priority ?? .max, $0.offset) < ($1.element.priority ?? .max, $1.offset)
    }
    converted.mappings = sorted.compactMap { _, mapping in
      mapping.claim.map { AWSRoleConfiguration.Mapping(claim: $0, roleARN: mapping.roleARN) }
    }
    converted.subjectProvider = try subject(tokens.subjectProviderName, "awsSts.subjectProviderName")
    return converted
  }

  private mutating func client(
    _ id: String?, _ secret: SecretKeyReference?, _ key: String, _ path: String
  ) throws(BackendAuthRefusal) -> TokenClientConfiguration? {
    guard let id, !id.isEmpty else {
      if secret == nil { return nil }
      throw BackendAuthRefusal("spec.\(path) is set without the client identifier that it belongs to")
    }
    var client = TokenClientConfiguration(id: id)
    if let secret { client.secretKey = try copy(secret, key, path, SecretChecks.text) }
    return client
  }

  /// The provider whose token is exchanged: the one that is named, or else the first; without an embedded authorization
  /// server, the token that people come with is.
  private func subject(_ name: String?, _ path: String) throws(BackendAuthRefusal) -> String? {
    if let name, !name.isEmpty { return try named(name, path) }
    if context.isAnonymous {
      throw BackendAuthRefusal(
        "type \(config.spec.type.rawValue) needs people who log in: spec.incomingAuth.type is anonymous")
    }
    return try context.providers?.first.map { name throws(BackendAuthRefusal) in try named(name, path) }
  }

  private func named(_ name: String, _ path: String) throws(BackendAuthRefusal) -> String {
    guard let providers = context.providers else {
      throw BackendAuthRefusal(
        "spec.\(path): \"\(name)\" is an upstream provider, and the VirtualMCPServer has no spec.authServerConfig")
    }
    guard providers.contains(name) else {
      throw BackendAuthRefusal(
        "spec.\(path): \"\(name)\" is none of spec.authServerConfig.upstreamProviders[].name, \(providers)")
    }
    guard !context.withholdsTokens else {
      throw BackendAuthRefusal(
        "spec.\(path): the token of \"\(name)\" would be used, and "
          + "spec.authServerConfig.disableUpstreamTokenInjection says that none is")
    }
    return name
  }

  private mutating func copy(
    _ reference: SecretKeyReference, _ what: String, _ path: String, _ check: (SecretValue) -> String?
  ) throws(BackendAuthRefusal) -> String {
    let key = GatewaySecretData.backendKey(backend, what, reference)
    do throws(SecretLookup.Problem) {
      result.secrets[key] = try context.secrets.value(reference, check: check)
    } catch {
      throw BackendAuthRefusal("spec.\(path): \(error.message)")
    }
    return key
  }
}
