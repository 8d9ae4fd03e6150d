import HTTP
import OAuth

/// `GET /oauth/authorize` (RFC 6749 section 3.1).
struct AuthorizeEndpoint: Sendable {
  let context: ServerContext
  let consent: ConsentDesk

  func respond(to http: HTTPRequest) async -> HTTPResponse {
    let validation = AuthorizeValidation(context: context)
    var client: RegisteredClient?
    do throws(AuthorizeRefusal) {
      let parameters = try validation.parameters(http.query ?? "")
      let known = try await validation.client(parameters, from: http.remoteAddress)
      client = known
      let request = try validation.validate(parameters, of: known)
      guard context.authorizationOrigin == context.callbackOrigin else { return consent.move(request) }
      return await consent.receive(request, from: http)
    } catch {
      var event = AuthorizationEvent(kind: .authorize)
      event.outcome = .refused
      event.remoteAddress = http.remoteAddress
      event.client = client?.fingerprint
      event.clientName = client?.registration.name
      defer { context.record(event) }
      switch error {
      case .direct(let refusal):
        event.error = refusal.code.rawValue
        event.reason = refusal.hint ?? refusal.publicDescription
        let answer = context.refusal(refusal)
        // Browsers name HTML (RFC 9110 section 12.5.1); programs that try the address beforehand do not.
        guard http.headers["Accept"]?.contains("text/html") == true else { return answer }
        return context.page(.unknownApplication(refusal.publicDescription, status: answer.status))
      case .redirect(let code, let description, let redirectURI, let state):
        event.error = code.rawValue
        event.reason = description
        guard let client, consent.mayRedirect(to: redirectURI, of: client.fingerprint, http.headers) else {
          return context.page(.refused(description))
        }
        return context.redirect(to: redirectURI, state: state, error: code, description: description)
      }
    }
  }
}
