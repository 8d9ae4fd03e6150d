import HTTP

/// Sends a browser to the identity provider.
struct LoginDeparture: Sendable {
  let context: ServerContext

  /// - Parameter status: 302 in answer to a request for the authorization endpoint, 303 in answer to a form.
  func leave(
    _ request: AuthorizationRequest, browser: String, status: Int, from http: HTTPRequest
  ) async -> HTTPResponse {
    var event = AuthorizationEvent(kind: .authorize)
    event.client = request.client
    event.clientName = request.clientName
    event.upstream = context.provider.configuration.name
    event.remoteAddress = http.remoteAddress
    let pending = PendingAuthorization(
      id: context.randomText(), request: request, browser: browser, upstreamBinding: context.provider.binding,
      codeVerifier: context.randomText(bytes: 32), nonce: context.randomText(),
      expiresAt: context.now + PendingAuthorization.lifespan)
    do throws(UpstreamError) {
      let location = try await context.provider.authorizationURL(
        state: context.seals.seal(pending), nonce: pending.nonce, codeVerifier: pending.codeVerifier)
      context.record(event)
      return context.withoutStore(.redirect(to: location, status: status))
    } catch {
      event.outcome = .failure
      event.error = "server_error"
      event.reason = error.description
      context.record(event)
      return context.redirect(
        request, error: .serverError, description: "The identity provider cannot be reached")
    }
  }
}
