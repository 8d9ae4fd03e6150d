import HTTP
import OAuth

/// The checks of an authorization request, in their order: first those whose failure must not be redirected.
struct AuthorizeValidation: Sendable {
  /// In bytes: the value travels inside our own `state`.
  static let longestState = 2048

  let context: ServerContext

  /// The parameters, of which those that decide where errors go stand once.
  func parameters(_ query: String) throws(AuthorizeRefusal) -> FormParameters {
    guard let parameters = FormParameters(reading: query) else {
      throw .direct(OAuthError(.invalidRequest, "the query cannot be read"))
    }
    let repeated = parameters.repeatedNames
    guard !repeated.contains("client_id"), !repeated.contains("redirect_uri") else {
      throw .direct(OAuthError(.invalidRequest, "client_id and redirect_uri must not be repeated"))
    }
    return parameters
  }

  func client(
    _ parameters: FormParameters, from remoteAddress: String?
  ) async throws(AuthorizeRefusal) -> RegisteredClient {
    guard let id = parameters["client_id"], !id.isEmpty else {
      throw .direct(OAuthError(.invalidRequest, "client_id is required"))
    }
    let client: RegisteredClient
    do throws(ClientProblem) {
      client = try await context.clients.client(id, from: remoteAddress)
    } catch {
      throw .direct(error.refusal)
    }
    guard client.configuredAudiences == nil else {
      throw .direct(OAuthError(.unauthorizedClient, "the client exchanges tokens; nobody logs in to it"))
    }
    return client
  }

  func validate(
    _ parameters: FormParameters, of client: RegisteredClient
  ) throws(AuthorizeRefusal) -> AuthorizationRequest {
    let repeated = parameters.repeatedNames
    let scopes = ScopeSet(parsing: parameters["scope"] ?? "")
    let redirectURI = try redirectURI(
      parameters["redirect_uri"], client, isOpenID: scopes?.contains("openid") ?? false)
    let state = parameters["state"].flatMap { $0.isEmpty ? nil : $0 }

    func refuse(_ code: OAuthErrorCode, _ description: String) -> AuthorizeRefusal {
      .redirect(code, description, redirectURI: redirectURI, state: state)
    }
    guard state.map({ $0.utf8.count <= Self.longestState }) ?? true else {
      throw .redirect(
        .invalidRequest, "state is longer than \(Self.longestState) bytes", redirectURI: redirectURI, state: nil)
    }
    if let name = repeated.subtracting(["resource"]).min() {
      throw refuse(.invalidRequest, "the parameter \"\(UpstreamError.quote(name).dropFirst().dropLast())\" is repeated")
    }
    guard parameters["request"] == nil, parameters["request_uri"] == nil else {
      throw refuse(.invalidRequest, "request objects are not supported")
    }
    guard ["query", nil].contains(parameters["response_mode"]) else {
      throw refuse(.invalidRequest, "the only response_mode is query")
    }
    guard let scopes else { throw refuse(.invalidScope, "the scope cannot be read") }
    if let scope = scopes.names.first(where: { !client.registration.scopes.contains($0) }) {
      throw refuse(.invalidScope, "the client is not registered for the scope \(UpstreamError.quote(scope))")
    }
    guard parameters["response_type"] == "code" else {
      throw refuse(.unsupportedResponseType, "the only response_type is code")
    }
    let resource = try resource(parameters.values("resource"), refuse)
    let challenge = try challenge(parameters, refuse)
    return AuthorizationRequest(
      client: client.fingerprint, clientName: client.registration.name, redirectURI: redirectURI,
      hasExplicitRedirect: parameters["redirect_uri"] != nil, state: state, codeChallenge: challenge,
      // A client that names no scope gets what it registered: it could not refresh otherwise.
      scopes: scopes.isEmpty ? client.registration.scopes : scopes.names, resource: resource,
      documentHost: client.documentHost)
  }

  private func redirectURI(
    _ requested: String?, _ client: RegisteredClient, isOpenID: Bool
  ) throws(AuthorizeRefusal) -> String {
    let registered = client.registration.redirectURIs.compactMap { try? RedirectURI($0) }
    do throws(OAuthError) {
      return try RedirectURI.select(requested, registered: registered, isOpenID: isOpenID).text
    } catch {
      throw .direct(error)
    }
  }

  private func resource(
    _ values: [String], _ refuse: (OAuthErrorCode, String) -> AuthorizeRefusal
  ) throws(AuthorizeRefusal) -> String? {
    do throws(OAuthError) {
      return try AudienceRules(allowed: context.configuration.allowedAudiences).audience(of: values)
    } catch {
      throw refuse(error.code, error.publicDescription)
    }
  }

  /// PKCE (RFC 7636 section 4.3), checked before the person is sent anywhere.
  private func challenge(
    _ parameters: FormParameters, _ refuse: (OAuthErrorCode, String) -> AuthorizeRefusal
  ) throws(AuthorizeRefusal) -> String {
    guard let challenge = parameters["code_challenge"], !challenge.isEmpty else {
      throw refuse(
        .invalidRequest,
        "Clients must include a code_challenge when performing the authorize code flow, but it is missing.")
    }
    guard parameters["code_challenge_method"] == "S256" else {
      throw refuse(.invalidRequest, "the only code_challenge_method is S256, and it must be named")
    }
    guard PKCE.isChallenge(challenge) else {
      throw refuse(.invalidRequest, "the code_challenge is not the base64url text of a SHA-256 digest")
    }
    return challenge
  }
}
