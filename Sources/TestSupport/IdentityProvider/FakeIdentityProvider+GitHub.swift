import HTTP
import JOSE
import JSON

extension FakeIdentityProvider {
  func answerAsGitHub(_ request: HTTPRequest) -> HTTPResponse {
    switch (request.method, request.path) {
    case ("GET", endpoints.authorize), ("POST", endpoints.authorize): return authorize(request)
    case ("POST", endpoints.token):
      // Refusals come with 200, and as a form unless JSON is asked for.
      let answer = gitHubToken(request)
      guard request.headers["Accept"]?.contains("json") == true else {
        let pairs = (answer.objectValue ?? [:]).map { ($0.key, $0.value.stringValue ?? $0.value.text()) }
        return .text(FormParameters(pairs).encoded)
      }
      return .json(answer, headers: ["Cache-Control": "no-store"])
    case ("GET", endpoints.userInfo): return gitHubUser(request)
    default: return .json(["message": "Not Found"], status: 404)
    }
  }

  private func gitHubToken(_ request: HTTPRequest) -> JSONValue {
    do throws(ProviderFailure) {
      guard let form = FormParameters(reading: String(decoding: request.body, as: UTF8.self)) else {
        throw ProviderFailure("bad_verification_code", "The code passed is incorrect or expired.")
      }
      let grant = try redeem(form, try authenticate(request, form))
      let token = "gho_" + Random.token()
      state.withLock { state in
        state.makeRoom()
        state.accessTokens[token] = grant
      }
      return [
        "access_token": .string(token), "token_type": "bearer", "scope": .string(grant.scopes.joined(separator: ",")),
      ]
    } catch {
      let name =
        switch error.error {
        case "invalid_client": "incorrect_client_credentials"
        case "invalid_grant": "bad_verification_code"
        default: error.error
        }
      return ["error": .string(name), "error_description": .string(error.description)]
    }
  }

  private func gitHubUser(_ request: HTTPRequest) -> HTTPResponse {
    guard request.headers["User-Agent"] != nil else { return .text("a User-Agent is needed\n", status: 403) }
    let token = request.headers["Authorization"].map { $0.hasPrefix("Bearer ") ? String($0.dropFirst(7)) : "" } ?? ""
    guard let grant = state.withLock({ $0.accessTokens[token] }), let user = user(grant.login) else {
      return .json(["message": "Bad credentials"], status: 401)
    }
    let number = SHA256Digest(of: user.login).bytes.prefix(3).reduce(1) { $0 * 256 + Int($1) }
    return .json([
      "login": .string(String(user.login.prefix { $0 != "@" })), "id": .int(number),
      "name": .string(user.displayName), "email": .null,
    ])
  }
}
