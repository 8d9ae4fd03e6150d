import OAuth

/// Why a request is not let in.
enum AuthenticationFailure: Error, Sendable {
  /// Its token, or the lack of one: 401.
  case refused(BearerRefusal)
  /// Whether its token is good cannot be found out at the moment: 503. Why stands in the log.
  case unavailable
}
