import GatewayDocument
import HTTP
import JSON
import Testing

@testable import AuthorizationServer

extension UpstreamConfiguration {
  /// GitHub's shape, at code.example.
  static var code: UpstreamConfiguration {
    var upstream = UpstreamConfiguration()
    upstream.name = "code"
    upstream.kind = .oauth2
    upstream.clientID = "gateway-at-code"
    upstream.clientSecretKey = "okta-secret"
    upstream.redirectURI = Scene.issuer + "/oauth/callback"
    upstream.scopes = ["read:user"]
    var oauth2 = OAuth2Configuration()
    oauth2.authorizationEndpoint = "https://code.example/login/oauth/authorize"
    oauth2.tokenEndpoint = "https://code.example/login/oauth/access_token"
    var info = UserInfoConfiguration()
    info.endpoint = "https://api.code.example/user"
    info.headers = ["X-Api-Version": "2022-11-28"]
    info.subjectFields = ["id", "login"]
    info.emailFields = ["email", "notification_email"]
    oauth2.userInfo = info
    upstream.oauth2 = oauth2
    return upstream
  }
}

extension Scene {
  static func withCode(
    _ code: ScriptedOAuth2, primary: String? = nil, _ change: (inout AuthorizationServerConfiguration) -> Void
  ) throws -> Scene {
    try Scene(primary: primary, others: ["code.example": code, "api.code.example": code], change)
  }

  /// From an authorization request through the providers, in their order.
  func walk(
    _ client: String, _ legs: [(String) throws -> HTTPRequest], _ changes: [String: String?] = [:]
  ) async throws -> HTTPResponse {
    var response = try await authorize(client, changes)
    for leg in legs {
      response = try await browse("GET", try leg(try #require(response.headers["Location"])).target)
    }
    return response
  }

  func walkedTokens(_ client: String, _ legs: [(String) throws -> HTTPRequest]) async throws -> JSONValue {
    let code = try #require(try await walk(client, legs).redirectParameters["code"])
    return try await redeem(code, client).document
  }

  func verified(_ tokens: JSONValue) throws -> VerifiedToken {
    try verifier(Self.audience).verify(
      try #require(tokens["access_token"]?.stringValue), now: Int(clock.now))
  }
}
