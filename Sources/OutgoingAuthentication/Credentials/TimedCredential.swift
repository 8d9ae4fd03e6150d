/// A credential and how long it may be used.
struct TimedCredential: Sendable {
  let credential: Credential
  /// Unix time in seconds; `nil` where nobody said.
  let expiresAt: Double?

  /// How long one is kept whose issuer does not say how long it lasts, in seconds.
  static let unstatedLifespan = 300.0
  /// The longest that one is kept, in seconds: what has changed at its issuer shows after that at the latest.
  static let longestLifespan = 3600.0

  /// Until when it is kept: shortly before it expires, so that it is still good when it arrives.
  func keptUntil(now: Double) -> Double {
    let lifespan = (expiresAt ?? now + Self.unstatedLifespan) - now
    return now + min(lifespan - min(30, lifespan / 4), Self.longestLifespan)
  }
}
