import GatewayDocument
import HTTP
import OAuth

/// Makes strategies of what a document says and the secrets hold.
struct StrategyReader {
  let secrets: GatewaySecrets
  let transport: any UpstreamTransport
  let clock: @Sendable () -> Double

  func strategy(_ authentication: BackendAuthentication) throws(OutgoingConfigurationError) -> any CredentialStrategy {
    switch authentication.kind {
    case .unauthenticated: return FixedHeaders(headers: [:])
    case .headerInjection:
      let header = try block(authentication.headerInjection, "headerInjection")
      return FixedHeaders(headers: try headers([header], "authentication.headerInjection"))
    case .bearerToken:
      let path = "authentication.bearerToken.tokenKey"
      let token = try text(try block(authentication.bearerToken, "bearerToken").tokenKey, path)
      guard TokenText.isToken(token) else {
        throw OutgoingConfigurationError(path, "is not a token: it has blanks or line breaks")
      }
      return FixedHeaders(headers: ["Authorization": "Bearer " + token])
    case .upstreamInject:
      return UpstreamInjection(provider: try block(authentication.upstreamInject, "upstreamInject").provider)
    case .tokenExchange:
      let exchange = try block(authentication.tokenExchange, "tokenExchange")
      let endpoint = try endpoint(exchange.tokenURL, exchange.client, "authentication.tokenExchange", "tokenURL")
      return TokenExchange(configuration: exchange, endpoint: endpoint, clock: clock)
    case .xaa:
      let access = try block(authentication.xaa, "xaa")
      let path = "authentication.xaa"
      return CrossAppAccess(
        configuration: access,
        provider: try endpoint(access.providerTokenURL, access.providerClient, path, "providerTokenURL"),
        target: try endpoint(access.targetTokenURL, access.targetClient, path, "targetTokenURL"), clock: clock)
    case .awsSts:
      return AWSRole(configuration: try block(authentication.awsSts, "awsSts"), transport: transport, clock: clock)
    }
  }

  func headers(
    _ given: [BackendHeader], _ path: String = "headers"
  ) throws(OutgoingConfigurationError) -> HTTPHeaders {
    var result = HTTPHeaders()
    for header in given {
      if let problem = BackendHeaderRules.problem(header.name) { throw OutgoingConfigurationError(path, problem) }
      let value: String
      if let key = header.valueKey { value = try text(key, path) } else { value = header.value ?? "" }
      if let problem = BackendHeaderRules.valueProblem(value.utf8) {
        throw OutgoingConfigurationError(path, "the value of \"\(header.name)\" \(problem)")
      }
      result[header.name] = value
    }
    return result
  }

  private func endpoint(
    _ text: String, _ client: TokenClientConfiguration?, _ path: String, _ member: String
  ) throws(OutgoingConfigurationError) -> TokenEndpoint {
    guard let url = HTTPURL(text), ["http", "https"].contains(url.scheme), url.userInfo == nil, url.fragment == nil
    else { throw OutgoingConfigurationError("\(path).\(member)", "is not a URL without credentials and fragment") }
    var known: TokenEndpoint.Client?
    if let client {
      var secret: String?
      if let key = client.secretKey { secret = try self.text(key, path) }
      known = TokenEndpoint.Client(id: client.id, secret: secret)
    }
    return TokenEndpoint(url: url, client: known, transport: transport)
  }

  private func text(_ key: String, _ path: String) throws(OutgoingConfigurationError) -> String {
    guard let text = secrets[key]?.text, !text.isEmpty else {
      throw OutgoingConfigurationError(path, "the secret \"\(key)\" is missing, empty or not text")
    }
    return text
  }

  private func block<Block>(_ block: Block?, _ name: String) throws(OutgoingConfigurationError) -> Block {
    guard let block else { throw OutgoingConfigurationError("authentication", "\(name) is missing") }
    return block
  }
}
