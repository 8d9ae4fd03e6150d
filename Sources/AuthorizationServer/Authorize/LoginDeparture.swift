import HTTP

/// Sends a browser to an identity provider.
struct LoginDeparture: Sendable {
  let context: ServerContext

  /// To the first provider.
  /// - Parameter status: 302 in answer to a request for the authorization endpoint, 303 in answer to a form.
  func start(
    _ request: AuthorizationRequest, browser: String, status: Int, from http: HTTPRequest
  ) async -> HTTPResponse {
    var event = AuthorizationEvent(kind: .authorize)
    event.client = request.client
    event.clientName = request.clientName
    event.upstream = context.chain.first.name
    event.remoteAddress = http.remoteAddress
    defer { context.record(event) }
    do throws(UpstreamError) {
      return try await leave(to: context.chain.first, request, browser: browser, progress: nil, status: status)
    } catch {
      event.outcome = .failure
      event.error = "server_error"
      event.reason = error.description
      return context.redirect(
        request, error: .serverError, description: "The identity provider cannot be reached")
    }
  }

  /// With a state, a verifier and a nonce of its own for each provider.
  /// - Parameter progress: the identifier of the legs that are done.
  func leave(
    to provider: UpstreamProvider, _ request: AuthorizationRequest, browser: String, progress: String?, status: Int
  ) async throws(UpstreamError) -> HTTPResponse {
    let client = try await provider.client()
    let pending = PendingAuthorization(
      id: context.randomText(), request: request, browser: browser, upstreamBinding: provider.binding,
      codeVerifier: context.randomText(bytes: 32), nonce: context.randomText(), progress: progress,
      client: provider.isRegistered ? client : nil, expiresAt: context.now + PendingAuthorization.lifespan)
    let location = try await provider.authorizationURL(
      client: client, state: context.seals.seal(pending), nonce: pending.nonce, codeVerifier: pending.codeVerifier)
    return context.withoutStore(.redirect(to: location, status: status))
  }
}
