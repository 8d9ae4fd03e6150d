/// What the identity providers said of a login when it was refreshed.
package enum ProviderCheck: Sendable, Equatable, CustomStringConvertible {
  /// They were asked, and their newest claims count.
  case confirmed
  /// They gave no refresh token, so what they said at the login counts until the next one.
  case impossible
  /// One of them could not be asked: what it said before counts until the refresh token that was presented runs out.
  case unanswered(String)

  package var description: String {
    switch self {
    case .confirmed: "confirmed by the identity provider"
    case .impossible: "not asked: the identity provider gave no refresh token (is offline_access among the scopes?)"
    case .unanswered(let reason): "not confirmed, its earlier answer counts: \(reason)"
    }
  }
}
