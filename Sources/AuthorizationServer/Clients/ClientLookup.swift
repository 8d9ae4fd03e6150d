import HTTP
import OAuth

/// Finds the client of a token request and has it prove itself.
struct ClientLookup: Sendable {
  let context: ServerContext

  /// - Parameter event: takes who it is, or says to be.
  func client(
    _ form: FormParameters, _ http: HTTPRequest, _ event: inout AuthorizationEvent
  ) async throws(GrantFailure) -> RegisteredClient {
    let credentials = try GrantFailure.refusing { () throws(OAuthError) in
      try PresentedCredentials(form, http.headers)
    }
    event.client = context.digest(credentials.id)
    let client: RegisteredClient
    do throws(ClientProblem) {
      client = try await context.clients.client(credentials.id, from: http.remoteAddress)
    } catch {
      // A client that is told that it is not known throws away good tokens: an outage must not look like that.
      if error.isTransient, error.refusal.status != 429 { throw .unavailable(error.refusal.description) }
      throw .refused(error.refusal)
    }
    event.clientName = client.registration.name
    try GrantFailure.refusing { () throws(OAuthError) in try Self.authenticate(client, credentials) }
    return client
  }

  private static func authenticate(
    _ client: RegisteredClient, _ credentials: PresentedCredentials
  ) throws(OAuthError) {
    guard let secret = client.registration.secret else {
      guard credentials.secret.isEmpty else {
        throw OAuthError(.invalidClient, "the client is registered with the method none and must not send a secret")
      }
      return
    }
    guard !credentials.secret.isEmpty else {
      throw OAuthError(.invalidClient, "the client has a secret and must send it")
    }
    if let method = secret.method, method != credentials.method {
      throw OAuthError(.invalidClient, "the client must send its secret by \(method.rawValue)")
    }
    guard secret.matches(credentials.secret) else { throw OAuthError(.invalidClient, "the client's secret is wrong") }
  }
}
