import HTTP
import OAuth

/// `GET /oauth/callback`: the answer of the identity provider.
struct CallbackEndpoint: Sendable {
  let context: ServerContext
  let issuing: CodeIssuing

  func respond(to http: HTTPRequest) async -> HTTPResponse {
    var event = AuthorizationEvent(kind: .callback)
    event.upstream = context.provider.configuration.name
    event.remoteAddress = http.remoteAddress
    let response = await answer(http, &event)
    context.record(event)
    return response
  }

  private func answer(_ http: HTTPRequest, _ event: inout AuthorizationEvent) async -> HTTPResponse {
    guard let query = FormParameters(reading: http.query ?? "") else { return refuse(.missingState, &event) }
    guard query.repeatedNames.isEmpty else { return refuse(.repeatedParameter, &event) }
    let state = query["state"] ?? ""
    let failed = query["error"].map { $0.isEmpty ? "unnamed error" : $0 }
    guard !state.isEmpty else { return refuse(failed == nil ? .missingState : .upstreamFailed, &event) }
    guard failed != nil || !(query["code"] ?? "").isEmpty else { return refuse(.missingCode, &event) }
    let unknown = failed == nil ? ProblemPage.notFound : .upstreamFailed
    guard let pending = context.seals.open(state, as: PendingAuthorization.self), pending.expiresAt > context.now
    else { return refuse(unknown, &event) }
    event.client = pending.request.client
    event.clientName = pending.request.clientName
    guard context.browsers.isBrowser(pending.browser, headers: http.headers) else {
      return refuse(.otherBrowser, &event)
    }
    guard pending.upstreamBinding == context.provider.binding else {
      let response = refuse(.notFound, &event)
      event.reason = "the identity provider has changed since the login began"
      return response
    }
    do throws(StorageError) {
      guard try await context.storage.spend("state:" + pending.id, until: pending.expiresAt, now: context.now) else {
        return refuse(unknown, &event)
      }
    } catch {
      event.outcome = .failure
      event.error = "temporarily_unavailable"
      event.reason = error.description
      return context.page(.unavailable)
    }
    if let failed {
      event.outcome = .refused
      event.error = "access_denied"
      event.reason = "the identity provider answered \(UpstreamError.quote(failed))"
      return context.redirect(
        pending.request, error: .accessDenied, description: "upstream authentication failed")
    }
    return await finish(pending, query, &event)
  }

  private func finish(
    _ pending: PendingAuthorization, _ query: FormParameters, _ event: inout AuthorizationEvent
  ) async -> HTTPResponse {
    func fail(_ description: String, _ reason: String) -> HTTPResponse {
      event.outcome = .failure
      event.error = "server_error"
      event.reason = reason
      return context.redirect(pending.request, error: .serverError, description: description)
    }
    let login: Login
    do throws(UpstreamError) {
      let tokens = try await context.provider.exchange(
        code: query["code"] ?? "", issuer: query["iss"], codeVerifier: pending.codeVerifier, nonce: pending.nonce)
      login = try Login(
        tokens: tokens, provider: context.provider.configuration, groupClaims: context.groupClaims,
        digest: context.sha256)
    } catch {
      let description =
        error.code == .identity ? "failed to resolve user" : "failed to exchange authorization code"
      return fail(description, error.description)
    }
    event.subject = login.subject
    event.user = login.user
    event.groups = GroupEvidence(
      accessToken: login.accessTokenClaims, idToken: login.idTokenClaims, configured: context.groupClaims)
    do throws(StorageError) {
      let code = try await issuing.issue(for: pending.request, login: login)
      return context.redirect(pending.request, code: code)
    } catch {
      return fail("failed to create authorization code", error.description)
    }
  }

  private func refuse(_ problem: ProblemPage, _ event: inout AuthorizationEvent) -> HTTPResponse {
    event.outcome = .refused
    event.reason = problem.reason
    return context.page(problem)
  }
}
