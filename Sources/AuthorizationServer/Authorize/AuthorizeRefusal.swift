import OAuth

/// How an authorization request is refused (RFC 6749 section 4.1.2.1).
enum AuthorizeRefusal: Error {
  /// Client or redirect URI are not to be trusted: the answer stays here.
  case direct(OAuthError)
  /// The client learns it, where `ConsentDesk.mayRedirect` allows that.
  case redirect(OAuthErrorCode, String, redirectURI: String, state: String?)
}
