import HTTP
import JOSE
import JSON

extension FakeIdentityProvider {
  /// The token endpoint: the code and refresh grants of RFC 6749.
  func token(_ request: HTTPRequest, issuer: String) throws(ProviderFailure) -> HTTPResponse {
    guard request.mediaType == "application/x-www-form-urlencoded",
      let form = FormParameters(reading: String(decoding: request.body, as: UTF8.self)), form.repeatedNames.isEmpty
    else { throw ProviderFailure("invalid_request", "The request is not one form with each parameter once.") }
    let client = try authenticate(request, form)
    switch form["grant_type"] {
    case "authorization_code": return tokens(for: try redeem(form, client), issuer: issuer, isRefresh: false)
    case "refresh_token":
      let (grant, refresh) = try rotate(form, client)
      return tokens(for: grant, issuer: issuer, isRefresh: true, refreshToken: refresh)
    default: throw ProviderFailure("unsupported_grant_type", "The grant type is not supported.")
    }
  }

  /// `client_secret_basic`, `client_secret_post`, or a public client by its id.
  func authenticate(
    _ request: HTTPRequest, _ form: FormParameters
  ) throws(ProviderFailure) -> IdentityProviderClient {
    let failure = ProviderFailure("invalid_client", "The client credentials are not right.", status: 401)
    var (id, secret) = (form["client_id"], form["client_secret"])
    if let basic = request.headers["Authorization"] {
      guard secret == nil, let (name, password) = Self.basic(basic), id == nil || id == name else { throw failure }
      (id, secret) = (name, password)
    }
    guard let client = id.flatMap(configuration.client) else { throw failure }
    guard ConstantTime.equal(client.secret ?? "", secret ?? "") else { throw failure }
    return client
  }

  func redeem(_ form: FormParameters, _ client: IdentityProviderClient) throws(ProviderFailure) -> ProviderGrant {
    let grant = state.withLock { $0.codes.removeValue(forKey: form["code"] ?? "") }
    guard let grant, grant.clientID == client.id, now() - grant.authenticationTime <= 300 else {
      throw ProviderFailure("invalid_grant", "The authorization code is invalid or has expired.")
    }
    guard grant.redirectURI == form["redirect_uri"] else {
      throw ProviderFailure("invalid_grant", "The 'redirect_uri' does not match the one of the authorization request.")
    }
    if let challenge = grant.challenge {
      guard let verifier = form["code_verifier"], (43...128).contains(verifier.utf8.count),
        SHA256Digest(of: verifier).base64URL == challenge
      else { throw ProviderFailure("invalid_grant", "PKCE verification failed.") }
    }
    return grant
  }

  /// - Returns: what the token stands for, and the one that comes after it where that is known already.
  private func rotate(
    _ form: FormParameters, _ client: IdentityProviderClient
  ) throws(ProviderFailure) -> (ProviderGrant, String?) {
    let token = form["refresh_token"] ?? ""
    let grant: ProviderGrant? = state.withLock { state in
      if let spent = state.spentTokens[token] {
        if now() - spent.at < configuration.rotationGrace { return spent.grant }
        state.refreshTokens = state.refreshTokens.filter { $0.value.family != spent.grant.family }
        return nil
      }
      guard let grant = state.refreshTokens[token], grant.clientID == client.id else { return nil }
      if configuration.rotation == .rotating {
        state.refreshTokens[token] = nil
        state.spentTokens[token] = SpentToken(grant: grant, at: now())
      }
      return grant
    }
    guard let grant else { throw ProviderFailure("invalid_grant", "The refresh token is invalid or expired.") }
    guard user(grant.login) != nil else {
      throw ProviderFailure(
        "invalid_grant",
        configuration.flavor == .entra
          ? "AADSTS50057: The user account is disabled." : "The refresh token is invalid or expired.")
    }
    return (grant, configuration.rotation == .persistent ? token : nil)
  }

  private func tokens(
    for grant: ProviderGrant, issuer: String, isRefresh: Bool, refreshToken: String? = nil
  ) -> HTTPResponse {
    guard let user = user(grant.login) else {
      return ProviderFailure("invalid_grant", "The user is not known.").response
    }
    let claims = ProviderClaims(
      configuration: configuration, issuer: issuer, grant: grant, user: user, now: now())
    let access = JWT.sign(claims.access, with: key)
    var answer: JSONValue = [
      "token_type": "Bearer", "expires_in": .int(configuration.accessTokenLifetime), "access_token": .string(access),
      "scope": .string(grant.scopes.joined(separator: " ")),
      "id_token": .string(JWT.sign(claims.identity(accessToken: access, withNonce: !isRefresh), with: key)),
    ]
    let refresh = refreshToken ?? Random.token()
    state.withLock { state in
      state.makeRoom()
      state.accessTokens[access] = grant
      if grant.scopes.contains("offline_access") {
        state.refreshTokens[refresh] = grant
        answer["refresh_token"] = .string(refresh)
      }
    }
    return .json(answer, headers: ["Cache-Control": "no-store"])
  }

  func userInfo(_ request: HTTPRequest) -> HTTPResponse {
    let token = request.headers["Authorization"].map { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : "" } ?? ""
    guard let grant = state.withLock({ $0.accessTokens[token] }), let user = user(grant.login) else {
      return .text("", status: 401, headers: ["WWW-Authenticate": "Bearer error=\"invalid_token\""])
    }
    return .json([
      "sub": .string(ProviderClaims.subject(user, configuration.flavor, clientID: grant.clientID)),
      "name": .string(user.displayName), "email": .string(user.login),
      "preferred_username": .string(user.login),
    ])
  }

  private static func basic(_ header: String) -> (String, String)? {
    guard header.hasPrefix("Basic "), let bytes = Base64.decode(header.dropFirst(6), requiresPadding: true),
      let text = String(validating: bytes, as: UTF8.self), let colon = text.firstIndex(of: ":"),
      let name = PercentEncoding.decode(text[..<colon], plusIsSpace: true),
      let password = PercentEncoding.decode(text[text.index(after: colon)...], plusIsSpace: true)
    else { return nil }
    return (name, password)
  }
}
