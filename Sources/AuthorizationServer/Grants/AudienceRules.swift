import OAuth

/// Which audience a request's `resource` parameters stand for (RFC 8707).
struct AudienceRules: Sendable {
  let allowed: [String]

  /// The configured spelling of the one resource that is asked for; `nil` when none is.
  func audience(of values: [String]) throws(OAuthError) -> String? {
    // Without the parameter nothing was asked for, which is not the same as asking for the only one there is.
    guard values.contains(where: { !$0.isEmpty }) else { return nil }
    return try ResourceIndicator.resolve(values, allowed: allowed)
  }
}
