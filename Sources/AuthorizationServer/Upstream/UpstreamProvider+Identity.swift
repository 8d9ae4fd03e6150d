import GatewayDocument
import HTTP
import JOSE
import JSON

extension UpstreamProvider {
  /// Who a login at a plain OAuth 2.0 provider is: from the token response where paths are configured, else from the
  /// provider's userinfo endpoint, else a new person made from the access token. One that fails is not replaced by the
  /// next.
  func identify(
    _ tokens: inout UpstreamTokens, _ answer: UpstreamAnswer, isRefresh: Bool
  ) async throws(UpstreamError) {
    let oauth2 = configuration.oauth2
    if let paths = oauth2?.identity {
      guard let subject = Self.plain(TokenPath(paths.subject)?.value(in: answer.raw)) else {
        // The answer to a refresh need not repeat who it is for.
        if isRefresh { return }
        throw exchange.error(.identity, "the token response has no subject at the configured path")
      }
      tokens.identity = UpstreamIdentity(
        subject: subject, name: paths.name.flatMap { Self.plain(TokenPath($0)?.value(in: answer.raw)) },
        email: paths.email.flatMap { Self.plain(TokenPath($0)?.value(in: answer.raw)) })
      tokens.userInfo = claims(tokens.identity, [:])
    } else if let info = oauth2?.userInfo {
      let said = try await exchange.userInfo(info, accessToken: tokens.accessToken)
      func first(_ fields: [String]) -> String? { fields.lazy.compactMap { Self.plain(said[$0]) }.first }
      guard let subject = first(info.subjectFields) else {
        throw exchange.error(
          .identity,
          "its userinfo has nothing in \(info.subjectFields.map(UpstreamError.quote).joined(separator: ", "))")
      }
      tokens.identity = UpstreamIdentity(
        subject: subject, name: first(info.nameFields), email: first(info.emailFields))
      tokens.userInfo = claims(tokens.identity, said)
    } else if !isRefresh {
      let digest = SHA256Digest(of: tokens.accessToken).bytes.prefix(16)
      let text = digest.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
      tokens.identity = UpstreamIdentity(subject: "tk-" + text, isSynthesized: true)
      tokens.userInfo = claims(tokens.identity, [:])
    }
  }

  /// What policies read in the place of an ID token's claims.
  private func claims(_ identity: UpstreamIdentity?, _ said: JSONObject) -> JSONObject {
    var claims = said
    claims["sub"] = (identity?.subject).map(JSONValue.string)
    claims["name"] = (identity?.name).map(JSONValue.string) ?? claims["name"]
    claims["email"] = (identity?.email).map(JSONValue.string) ?? claims["email"]
    return claims
  }

  /// Text, or a whole number as text: GitHub's `id` is one.
  private static func plain(_ value: JSONValue?) -> String? {
    if let number = value?.intValue { return String(number) }
    return text(value)
  }
}
