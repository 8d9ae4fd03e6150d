import JSON

@testable import OutgoingAuthentication

/// Logins with the tokens that a test gave them.
struct ScriptedLogins: UpstreamTokenSource {
  /// By login and provider.
  var tokens: [String: UpstreamTokenPair] = [:]
  var failure: CredentialFailure?

  func upstreamTokens(login: String, provider: String) async throws(CredentialFailure) -> UpstreamTokenPair {
    if let failure { throw failure }
    guard let pair = tokens["\(login) \(provider)"] else { throw CredentialFailure(.loginRequired, "no tokens") }
    return pair
  }

  func caller(_ key: String, login: String? = "l1", token: String? = "incoming", claims: JSONObject = [:])
    -> OutgoingCaller
  {
    OutgoingCaller(key: key, login: login, token: token, claims: [claims], upstreamTokens: self)
  }
}
