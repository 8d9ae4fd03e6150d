import JOSE
import JSON

extension TokenResponse {
  package static let maximumBytes = 262_144

  /// Reads an identity provider's answer, whichever its status.
  /// - Throws: `refused` with the provider's error code, `malformed`, `tooLarge`.
  package init(reading body: [UInt8], status: Int) throws(ProviderError) {
    guard body.count <= Self.maximumBytes else { throw ProviderError(.tooLarge, "the token response is too large") }
    let json = try? JSONValue(reading: body, depth: 16)
    guard status == 200 else {
      guard let error = json?["error"]?.stringValue else {
        throw ProviderError(.malformed, "the token endpoint answered \(status) without an OAuth error")
      }
      let text = json?["error_description"]?.stringValue.map { ": " + TokenError.quoted($0) } ?? ""
      throw ProviderError(
        .refused(String(error.prefix(64))), "the token endpoint answered \(status) \(TokenError.quoted(error))\(text)")
    }
    guard let object = json?.objectValue else {
      throw ProviderError(.malformed, "the token response is not a JSON object")
    }
    guard let accessToken = object["access_token"]?.stringValue, !accessToken.isEmpty else {
      throw ProviderError(.malformed, "the token response has no access_token")
    }
    guard object["token_type"]?.stringValue?.lowercased() == "bearer" else {
      throw ProviderError(.malformed, "the token response's token_type is not Bearer")
    }
    self.init(
      accessToken: accessToken, expiresIn: Self.seconds(object["expires_in"]),
      scopes: object["scope"]?.stringValue.flatMap(ScopeSet.init(parsing:)),
      refreshToken: object["refresh_token"]?.stringValue.flatMap { $0.isEmpty ? nil : $0 },
      idToken: object["id_token"]?.stringValue)
  }

  /// Some providers write the number as a string.
  private static func seconds(_ value: JSONValue?) -> Int? {
    let seconds = value?.intValue ?? value?.stringValue.flatMap { Int($0) }
    return seconds.flatMap { (0...315_360_000).contains($0) ? $0 : nil }
  }
}
