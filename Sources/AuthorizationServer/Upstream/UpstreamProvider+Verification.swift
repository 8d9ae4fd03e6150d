import JOSE
import JSON
import OAuth

extension UpstreamProvider {
  /// How often, at most, a token that the known keys do not verify makes them be fetched again, in seconds.
  static let keyRefreshInterval = 30.0

  /// The claims of an ID token that is genuine, ours, current and of this login (OpenID Connect Core section 3.1.3.7).
  /// - Parameter nonce: `nil` for a token from a refresh, which has none.
  func verified(_ idToken: String, nonce: String?) async throws(UpstreamError) -> JSONObject {
    let validator = IDTokenValidator(issuer: configuration.issuer, clientID: configuration.clientID)
    let now = Int(clock())
    let known = try await keys.current()
    do throws(TokenError) {
      return try validator.validate(idToken, keys: known, nonce: nonce, now: now)
    } catch {
      guard ExternalTokenVerifier.mayBeHealed(error) else { throw refused(error) }
    }
    let fresh = try await keys.refreshed(atMostEvery: Self.keyRefreshInterval)
    do throws(TokenError) {
      return try validator.validate(idToken, keys: fresh, nonce: nonce, now: now)
    } catch {
      throw refused(error)
    }
  }

  private func refused(_ error: TokenError) -> UpstreamError {
    UpstreamError(
      code: ExternalTokenVerifier.mayBeHealed(error) ? .keys : .idToken, provider: configuration.name,
      reason: "its ID token is refused: \(error)")
  }
}
