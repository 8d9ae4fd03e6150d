import HTTP

extension RedirectURI {
  /// Whether a request may use `requested` where this URI is registered: the same text, or on this machine by http the
  /// same but for the port (RFC 8252 section 7.3). `localhost` and `127.0.0.1` are different hosts.
  package func matches(_ requested: RedirectURI) -> Bool {
    if self == requested { return true }
    guard kind == .loopback, requested.kind == .loopback, let mine = url, let theirs = requested.url else {
      return false
    }
    return mine.host == theirs.host && (mine.host == "localhost" || mine.host == "[::1]" || mine.isIPv4Loopback)
      && mine.path == theirs.path && mine.query == theirs.query
  }

  /// The URI that the response goes to.
  /// - Parameters:
  ///   - requested: `redirect_uri` of the request. Without it there must be a single registered one, and no `openid` scope
  ///     (RFC 6749 section 3.1.2.3, OpenID Connect Core section 3.1.2.1).
  /// - Throws: `invalid_request`; such an error is never redirected.
  package static func select(
    _ requested: String?, registered: [RedirectURI], isOpenID: Bool
  ) throws(OAuthError) -> RedirectURI {
    guard let requested else {
      guard registered.count == 1, !isOpenID else { throw OAuthError(.invalidRequest, "redirect_uri is required") }
      return registered[0]
    }
    guard let uri = try? RedirectURI(requested), registered.contains(where: { $0.matches(uri) }) else {
      throw OAuthError(
        .invalidRequest, "redirect_uri does not match any of the client's registered redirect URIs",
        debug: "redirect_uri \(String(requested.prefix(200)))")
    }
    return uri
  }
}

extension HTTPURL {
  /// An address literal in 127.0.0.0/8.
  var isIPv4Loopback: Bool { isLoopback && host.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2E } }
}
