import HTTP
import OAuth

/// `GET /oauth/authorize` (RFC 6749 section 3.1).
struct AuthorizeEndpoint: Sendable {
  let context: ServerContext
  let consent: ConsentDesk

  func respond(to http: HTTPRequest) async -> HTTPResponse {
    do throws(AuthorizeRefusal) {
      let request = try AuthorizeValidation(context: context).validate(http.query ?? "")
      guard context.authorizationOrigin == context.callbackOrigin else { return consent.move(request) }
      return await consent.receive(request, from: http)
    } catch {
      var event = AuthorizationEvent(kind: .authorize)
      event.outcome = .refused
      event.remoteAddress = http.remoteAddress
      if let id = FormParameters(reading: http.query ?? "")?["client_id"], let client = context.client(id) {
        event.client = client.fingerprint
        event.clientName = client.registration.name
      }
      defer { context.record(event) }
      switch error {
      case .direct(let refusal):
        event.error = refusal.code.rawValue
        event.reason = refusal.publicDescription
        return context.refusal(refusal)
      case .redirect(let code, let description, let redirectURI, let state):
        event.error = code.rawValue
        event.reason = description
        return context.redirect(to: redirectURI, state: state, error: code, description: description)
      }
    }
  }
}
