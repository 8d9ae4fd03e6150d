/// The answer to a refresh.
struct RefreshedTokens: Sendable, Equatable {
  /// Refresh token, identity and ID token are `nil` where the provider sent none.
  var tokens: UpstreamTokens
  /// Why it could not be found out whose the tokens are, where the provider's keys or its userinfo did not answer. The
  /// tokens are good for use; what is known of the person stays as it was.
  var doubt: UpstreamError?

  static func == (left: Self, right: Self) -> Bool {
    left.tokens == right.tokens && left.doubt?.reason == right.doubt?.reason
  }
}
