import HTTP
import JOSE
import JSON

extension ScriptedMCPClient {
  /// The whole way from the 401 to tokens.
  /// - Throws: `ClientFailure` with the step that went wrong; `steps` holds what went before.
  @discardableResult
  package func login(user: String, password: String) async throws -> ClientTokens {
    let discovery = try await discover()
    discovered = discovery
    let clientID = try await register(discovery)
    let verifier = Random.token()
    let code = try await authorize(discovery, clientID, verifier, user: user, password: password)
    return try await token(
      "token", discovery, clientID,
      [
        ("grant_type", "authorization_code"), ("code", code), ("code_verifier", verifier),
        ("redirect_uri", Self.redirectURI), ("client_id", clientID), ("resource", discovery.resource),
      ])
  }

  /// Exchanges the refresh token for new tokens.
  @discardableResult
  package func refresh() async throws -> ClientTokens {
    guard let discovered, let tokens, let refreshToken = tokens.refreshToken else {
      throw ClientFailure("refresh", "there is no refresh token")
    }
    return try await token(
      "refresh", discovered, tokens.clientID,
      [
        ("grant_type", "refresh_token"), ("refresh_token", refreshToken), ("client_id", tokens.clientID),
        ("resource", discovered.resource),
      ])
  }

  private func authorize(
    _ discovery: Discovery, _ clientID: String, _ verifier: String, user: String, password: String
  ) async throws -> String {
    let title = "authorize"
    let endpoint = try Self.url(
      discovery.metadata["authorization_endpoint"]?.stringValue, title, "authorization_endpoint")
    let state = Random.token()
    let known = discovery.metadata["scopes_supported"]?.arrayValue ?? []
    var scopes = discovery.scopes
    for scope in ["openid", "offline_access"] where known.contains(.string(scope)) && !scopes.contains(scope) {
      scopes.append(scope)
    }
    let query = FormParameters([
      ("response_type", "code"), ("client_id", clientID), ("redirect_uri", Self.redirectURI),
      ("code_challenge", SHA256Digest(of: verifier).base64URL), ("code_challenge_method", "S256"), ("state", state),
      ("scope", scopes.joined(separator: " ")), ("resource", discovery.resource),
    ])
    let start = try Self.url(endpoint.description + "?" + query.encoded, title, "authorization_endpoint")
    let answer = try await browse(from: start, user: user, password: password)
    if let error = answer["error"] {
      throw ClientFailure(title, error + (answer["error_description"].map { ": " + $0 } ?? ""))
    }
    guard answer["state"] == state else { throw ClientFailure(title, "the state came back changed") }
    guard answer["iss"] == nil || answer["iss"] == discovery.issuer else {
      throw ClientFailure(title, "the answer came from another issuer")
    }
    guard let code = answer["code"] else { throw ClientFailure(title, "the answer has no code") }
    return code
  }

  private func token(
    _ title: String, _ discovery: Discovery, _ clientID: String, _ form: [(String, String)]
  ) async throws -> ClientTokens {
    let url = try Self.url(discovery.metadata["token_endpoint"]?.stringValue, title, "token_endpoint")
    let step = try await exchange(
      title, "POST", url, headers: ["Content-Type": "application/x-www-form-urlencoded"],
      body: FormParameters(form).encoded)
    guard step.status == 200 else { throw ClientFailure(title, "expected 200, got \(step.status): \(step.body)") }
    let answer = try Self.json(step)
    guard let access = answer["access_token"]?.stringValue else {
      throw ClientFailure(title, "\"access_token\" is missing")
    }
    let new = ClientTokens(
      clientID: clientID, accessToken: access,
      refreshToken: answer["refresh_token"]?.stringValue ?? tokens?.refreshToken, answer: answer)
    tokens = new
    return new
  }
}
