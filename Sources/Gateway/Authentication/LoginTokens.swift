import AuthorizationServer
import OutgoingAuthentication

/// The providers' tokens of logins at the gateway's own authorization server.
struct LoginTokens: UpstreamTokenSource {
  private let server: EmbeddedAuthorizationServer

  init(_ server: EmbeddedAuthorizationServer) { self.server = server }

  func upstreamTokens(login: String, provider: String) async throws(CredentialFailure) -> UpstreamTokenPair {
    do throws(UpstreamTokenError) {
      let tokens = try await server.upstreamTokens(family: login, provider: provider)
      return UpstreamTokenPair(accessToken: tokens.accessToken, idToken: tokens.idToken)
    } catch {
      let code: CredentialFailure.Code =
        switch error.code {
        case .unknown, .binding, .expired, .refused: .loginRequired
        case .unreachable: .unavailable
        case .storage: .storageUnavailable
        case .notConfigured: .notEntitled
        }
      throw CredentialFailure(code, error.reason)
    }
  }
}
