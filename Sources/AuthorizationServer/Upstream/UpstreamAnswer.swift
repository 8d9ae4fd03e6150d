import GatewayDocument
import JSON
import OAuth

/// A token endpoint's answer to a success.
struct UpstreamAnswer: Sendable {
  let response: TokenResponse
  /// As it came, for paths into it.
  let raw: JSONValue

  /// - Parameter paths: where a provider of another shape keeps its tokens; they are taken for bearer tokens then.
  init(reading body: [UInt8], status: Int, paths: TokenResponsePaths?) throws(ProviderError) {
    guard body.count <= TokenResponse.maximumBytes else {
      throw ProviderError(.tooLarge, "the token response is too large")
    }
    let raw = (try? JSONValue(reading: body, depth: 16)) ?? .null
    // GitHub answers refusals with 200.
    let isRefusal = status == 200 && raw["error"]?.stringValue != nil && raw["access_token"] == nil
    guard status == 200, !isRefusal, let paths else {
      response = try TokenResponse(reading: body, status: isRefusal ? 400 : status)
      self.raw = raw
      return
    }
    guard let access = TokenPath(paths.accessToken)?.value(in: raw)?.stringValue, !access.isEmpty else {
      throw ProviderError(.malformed, "the token response has no access token at the configured path")
    }
    func value(_ path: String?, _ usual: String) -> JSONValue? {
      path.map { TokenPath($0)?.value(in: raw) } ?? raw[usual]
    }
    let seconds = value(paths.expiresIn, "expires_in")
    response = TokenResponse(
      accessToken: access,
      expiresIn: (seconds?.intValue ?? seconds?.stringValue.flatMap { Int($0) }).flatMap {
        (0...315_360_000).contains($0) ? $0 : nil
      }, scopes: value(paths.scope, "scope")?.stringValue.flatMap(ScopeSet.init(parsing:)),
      refreshToken: value(paths.refreshToken, "refresh_token")?.stringValue.flatMap { $0.isEmpty ? nil : $0 },
      idToken: raw["id_token"]?.stringValue)
    self.raw = raw
  }
}
