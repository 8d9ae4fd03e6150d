import GatewayDocument
import HTTP

/// What stands between a valid authorization request and the identity provider: the person's consent.
struct ConsentDesk: Sendable {
  let context: ServerContext
  let departure: LoginDeparture

  /// Goes on with a valid request in the browser that sent it: to the page, or on to the identity provider.
  func receive(_ request: AuthorizationRequest, from http: HTTPRequest) async -> HTTPResponse {
    let browser = context.browsers.identity(in: http.headers)
    var response: HTTPResponse
    if isConsentNeeded(request, browser: browser, headers: http.headers) {
      response = page(request, browser: browser)
    } else {
      response = await departure.start(request, browser: browser.digest, status: 302, from: http)
    }
    context.browsers.setIdentity(browser, on: &response)
    return response
  }

  /// Where the authorization endpoint is on another origin than the callback, the login moves to the callback's
  /// origin first: cookies that are set here would not come back there.
  func move(_ request: AuthorizationRequest) -> HTTPResponse {
    let moving = ConsentRequest(
      request: request, browser: nil, expiresAt: context.now + ConsentRequest.lifespan)
    let form = FormParameters([("request", context.seals.seal(moving))])
    return .redirect(to: context.callbackOrigin + "/oauth/consent?" + form.encoded, status: 302)
  }

  /// `GET /oauth/consent`: the login has moved here.
  func arrive(_ http: HTTPRequest) async -> HTTPResponse {
    guard let form = FormParameters(reading: http.query ?? ""), let sealed = form["request"],
      let moved = context.seals.open(sealed, as: ConsentRequest.self), moved.browser == nil,
      moved.expiresAt > context.now
    else { return context.page(.notFound) }
    return await receive(moved.request, from: http)
  }

  /// `POST /oauth/consent`: the person's answer.
  func answer(_ http: HTTPRequest) async -> HTTPResponse {
    var event = AuthorizationEvent(kind: .consent)
    event.remoteAddress = http.remoteAddress
    func refuse(_ problem: ProblemPage) -> HTTPResponse {
      event.outcome = .refused
      event.reason = problem.reason
      context.record(event)
      return context.page(problem)
    }
    guard http.mediaType == "application/x-www-form-urlencoded",
      let form = FormParameters(reading: String(decoding: http.body, as: UTF8.self), limit: 10),
      let sealed = form["request"], let decision = form["decision"], form.repeatedNames.isEmpty
    else { return refuse(.badConsent) }
    guard let asked = context.seals.open(sealed, as: ConsentRequest.self), asked.expiresAt > context.now else {
      return refuse(.notFound)
    }
    guard let browser = asked.browser, context.browsers.isBrowser(browser, headers: http.headers) else {
      return refuse(.otherBrowser)
    }
    event.client = asked.request.client
    event.clientName = asked.request.clientName
    switch decision {
    case "allow":
      context.record(event)
      var response = await departure.start(asked.request, browser: browser, status: 303, from: http)
      remember(asked.request, browser: browser, http.headers, on: &response)
      return response
    case "deny":
      event.outcome = .refused
      event.error = "access_denied"
      event.reason = "the person denied the client's request"
      context.record(event)
      return context.redirect(
        asked.request, error: .accessDenied, description: "The user denied the request")
    default:
      return refuse(.badConsent)
    }
  }

  /// Whether a client may be told at once, without the person having done anything, that its request is refused.
  /// Anybody can register any place; a server that sends browsers there serves phishing (RFC 9700 section 4.11.2).
  /// Harmless are this device's own ports and places that the person consented to in this browser.
  func mayRedirect(to redirectURI: String, of client: String, _ headers: HTTPHeaders) -> Bool {
    if context.configuration.consent == .never { return true }
    if let url = HTTPURL(redirectURI), ["http", "https"].contains(url.scheme), url.isLoopback { return true }
    let browser = context.browsers.identity(in: headers).digest
    return memory(of: browser, headers).contains(key(client, redirectURI))
  }

  private func page(_ request: AuthorizationRequest, browser: BrowserBinding.Identity) -> HTTPResponse {
    let sealed = context.seals.seal(
      ConsentRequest(request: request, browser: browser.digest, expiresAt: context.now + ConsentRequest.lifespan))
    let page = ConsentPage(
      clientName: request.clientName, redirectURI: request.redirectURI, team: context.team,
      providers: context.chain.providers.map(\.configuration.host),
      scopes: request.scopes, action: "/oauth/consent", request: sealed, documentHost: request.documentHost)
    return page.page.response(status: 200, styleDigest: context.styleDigest)
  }

  private func isConsentNeeded(
    _ request: AuthorizationRequest, browser: BrowserBinding.Identity, headers: HTTPHeaders
  ) -> Bool {
    switch context.configuration.consent {
    case .always: true
    case .never: false
    case .firstUse: !memory(of: browser.digest, headers).contains(key(request.client, request.redirectURI))
    }
  }

  private func remember(
    _ request: AuthorizationRequest, browser: String, _ headers: HTTPHeaders, on response: inout HTTPResponse
  ) {
    guard context.configuration.consent == .firstUse else { return }
    var memory = memory(of: browser, headers)
    memory.add(key(request.client, request.redirectURI))
    let field = context.browsers.memory.field(
      value: context.seals.seal(memory), maximumAge: ConsentMemory.lifespan)
    response.headers.add("Set-Cookie", field)
  }

  private func memory(of browser: String, _ headers: HTTPHeaders) -> ConsentMemory {
    context.browsers.memory.values(in: headers)
      .compactMap { context.seals.open($0, as: ConsentMemory.self) }
      .first { $0.browser == browser } ?? ConsentMemory(browser: browser)
  }

  private func key(_ client: String, _ redirectURI: String) -> String {
    context.digest(ConsentMemory.subject(client: client, redirectURI: redirectURI))
  }
}
