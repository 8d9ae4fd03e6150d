import GatewayDocument
import HTTP
import JSON
import OAuth

extension UpstreamExchange {
  /// One request to the token endpoint (RFC 6749 section 3.2).
  /// - Throws: `unreachable` for no answer and for answers of a server in trouble: 5xx, 429 and 408; `exchange` for a
  ///   refusal.
  func tokens(
    at endpoint: HTTPURL, _ form: FormParameters, client: ProviderCredentials, paths: TokenResponsePaths?,
    timeoutSeconds: Int = 10
  ) async throws(UpstreamError) -> UpstreamAnswer {
    var form = form
    var headers: HTTPHeaders = [
      "Accept": "application/json", "Content-Type": "application/x-www-form-urlencoded",
    ]
    client.authenticate(&form, &headers)
    let response = try await send(
      "POST", endpoint, headers, Array(form.encoded.utf8), "token endpoint", timeoutSeconds: timeoutSeconds)
    guard response.status < 500, ![408, 429].contains(response.status) else {
      throw error(.unreachable, "its token endpoint answered \(response.status)")
    }
    do throws(ProviderError) {
      return try UpstreamAnswer(reading: response.body, status: response.status, paths: paths)
    } catch let failure {
      var name: String?
      if case .refused(let text) = failure.code { name = text }
      // Some refuse a refresh token without a word (glewlwyd for people who were deleted).
      // A 400 with a text that is no OAuth error is a proxy's, and nobody's end.
      if name == nil, response.status == 400, response.body.isEmpty, form["grant_type"] == "refresh_token" {
        name = "invalid_grant"
      }
      throw error(.exchange, failure.reason, oauthError: name)
    }
  }

  /// Asks a plain OAuth 2.0 provider about the person that an access token is for.
  func userInfo(_ settings: UserInfoConfiguration, accessToken: String) async throws(UpstreamError) -> JSONObject {
    guard let url = HTTPURL(settings.endpoint) else { throw error(.metadata, "its userinfo endpoint is not a URL") }
    // Some, GitHub among them, answer nobody without a name.
    var headers: HTTPHeaders = ["Accept": "application/json", "User-Agent": "vmcp"]
    for (name, value) in settings.headers.sorted(by: { $0.key < $1.key }) { headers[name] = value }
    headers["Authorization"] = "Bearer " + accessToken
    let response = try await send(settings.method.rawValue, url, headers, [], "userinfo endpoint", timeoutSeconds: 5)
    guard response.status == 200 else {
      // A refused token is the person's; everything else, 403 for too many requests as well, is the provider's trouble.
      throw error(
        response.status == 401 ? .identity : .unreachable, "its userinfo endpoint answered \(response.status)")
    }
    guard let object = (try? JSONValue(reading: response.body, depth: 16))?.objectValue else {
      throw error(.identity, "its userinfo is not a JSON object")
    }
    return object
  }
}
