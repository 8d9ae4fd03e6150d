import HTTP
import JOSE

extension FakeIdentityProvider {
  /// The authorization endpoint. GET shows the login form; POST takes it, with the request's own parameters beside
  /// `username` and `password`, so that a script can do both steps in one.
  func authorize(_ request: HTTPRequest) -> HTTPResponse {
    let text = request.method == "POST" ? String(decoding: request.body, as: UTF8.self) : request.query ?? ""
    guard let form = FormParameters(reading: text) else { return .text("the parameters are malformed\n", status: 400) }
    // Until client and redirect URI are known to fit, nothing may be redirected.
    guard let client = form["client_id"].flatMap(configuration.client) else {
      return .text("invalid_client: the client_id is not known\n", status: 400)
    }
    guard let redirectURI = form["redirect_uri"], client.redirectURIs.contains(redirectURI) else {
      return .text("invalid_request: the redirect_uri is not one of the application's\n", status: 400)
    }
    do throws(ProviderFailure) {
      try check(form, client)
      guard request.method == "POST", let login = form["username"] else {
        return page(LoginPage(action: endpoints.authorize, request: form), status: 200)
      }
      guard let user = user(login), ConstantTime.equal(user.password, form["password"] ?? "") else {
        let page = LoginPage(action: endpoints.authorize, request: form, message: "Username or password is wrong.")
        return self.page(page, status: 401)
      }
      guard client.assignedGroups.isEmpty || !Set(client.assignedGroups).isDisjoint(with: user.groups) else {
        throw ProviderFailure("access_denied", "User is not assigned to the client application.")
      }
      return redirect(redirectURI, [("code", issueCode(form, client, user)), ("state", form["state"] ?? "")])
    } catch {
      return redirect(
        redirectURI,
        [("error", error.error), ("error_description", error.description)]
          + (form["state"].map { [("state", $0)] } ?? []))
    }
  }

  private func check(_ form: FormParameters, _ client: IdentityProviderClient) throws(ProviderFailure) {
    guard form.repeatedNames.isEmpty else { throw ProviderFailure("invalid_request", "a parameter is repeated") }
    guard form["response_type"] == "code" else {
      throw ProviderFailure("unsupported_response_type", "The response type is not supported.")
    }
    guard let state = form["state"], !state.isEmpty else {
      throw ProviderFailure("invalid_request", "The authentication request has an invalid 'state' parameter.")
    }
    let scopes = Self.scopes(form["scope"])
    if configuration.flavor == .github { return }
    guard scopes.contains("openid") else { throw ProviderFailure("invalid_scope", "openid is missing from the scope.") }
    for scope in scopes where !knownScopes.contains(scope) && !isResourceScope(scope, client) {
      throw ProviderFailure(
        "invalid_scope", "One or more scopes are not configured for the authorization server: \(scope)")
    }
    guard form["code_challenge"] != nil || client.secret != nil else {
      throw ProviderFailure("invalid_request", "PKCE code challenge is required.")
    }
    if let challenge = form["code_challenge"] {
      guard form["code_challenge_method"] == "S256" else {
        throw ProviderFailure("invalid_request", "The 'code_challenge_method' must be S256.")
      }
      guard challenge.utf8.count == 43, Base64URL.decode(challenge) != nil else {
        throw ProviderFailure("invalid_request", "The 'code_challenge' is malformed.")
      }
    }
  }

  /// With Entra ID a scope of the application's own API: `api://<client id>/mcp.access`.
  private func isResourceScope(_ scope: String, _ client: IdentityProviderClient) -> Bool {
    configuration.flavor == .entra && scope.hasPrefix("api://\(client.id)/")
  }

  private func issueCode(
    _ form: FormParameters, _ client: IdentityProviderClient, _ user: IdentityProviderUser
  ) -> String {
    let code = Random.token()
    let grant = ProviderGrant(
      clientID: client.id, login: user.login, scopes: Self.scopes(form["scope"]),
      redirectURI: form["redirect_uri"] ?? "", nonce: form["nonce"], challenge: form["code_challenge"],
      authenticationTime: now(), family: Random.token())
    state.withLock { state in
      state.makeRoom()
      state.codes[code] = grant
    }
    return code
  }

  private func page(_ page: LoginPage, status: Int) -> HTTPResponse {
    .html(page.html, status: status, headers: ["Cache-Control": "no-store"])
  }

  private func redirect(_ uri: String, _ parameters: [(String, String)]) -> HTTPResponse {
    .redirect(
      to: uri + (uri.contains("?") ? "&" : "?") + FormParameters(parameters).encoded, status: 302,
      headers: ["Cache-Control": "no-store"])
  }

  static func scopes(_ text: String?) -> [String] { (text ?? "").split(separator: " ").map(String.init) }
}
