import HTTP

/// A redirect URI that the policy allows: `https` to any host, `http` to this machine, or a private-use scheme.
package struct RedirectURI: Sendable, Hashable, CustomStringConvertible {
  package enum Kind: Sendable, Hashable {
    case web
    /// RFC 8252 section 7.3.
    case loopback
    /// RFC 8252 section 7.1: `cursor://…`, `com.example.app:/…`.
    case privateUse
  }

  package static let maximumBytes = 2048
  /// Schemes that run code, read files or are no address of an application.
  static let refusedSchemes: Set<String> = [
    "javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "ws", "wss", "ftp", "view-source", "jar",
    "mailto", "intent",
  ]

  /// As it was written; responses go to exactly this.
  package let text: String
  package let kind: Kind
  /// The parts, where there is an authority.
  let url: HTTPURL?

  /// - Throws: `OAuthError` with `invalid_redirect_uri` and the reason.
  package init(_ text: String) throws(OAuthError) {
    guard text.utf8.count <= Self.maximumBytes else {
      throw Self.refused("redirect_uri too long (maximum 2048 characters)")
    }
    guard !text.isEmpty, text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), !text.contains("\\") else {
      throw Self.refused("redirect_uri must be a URI of printable ASCII characters")
    }
    guard let scheme = Self.scheme(of: text) else { throw Self.refused("redirect_uri must be an absolute URI") }
    guard !text.contains("#") else { throw Self.refused("redirect_uri must not contain a fragment") }
    guard !Self.refusedSchemes.contains(scheme) else {
      throw Self.refused("redirect_uri scheme '\(scheme)' is not allowed")
    }
    guard !text.contains("*") else { throw Self.refused("redirect_uri must not contain wildcards") }
    let url = HTTPURL(text)
    guard url?.userInfo == nil else { throw Self.refused("redirect_uri must not contain user information") }
    switch scheme {
    case "https":
      guard url != nil else { throw Self.refused("redirect_uri must have a host") }
      kind = .web
    case "http":
      guard let url else { throw Self.refused("redirect_uri must have a host") }
      guard url.isLoopback else { throw Self.refused("redirect_uri must use https unless its host is a loopback one") }
      kind = .loopback
    default:
      let rest = text.utf8.dropFirst(scheme.utf8.count + 1)
      guard rest.contains(where: { $0 != UInt8(ascii: "/") }), url != nil || !rest.starts(with: "//".utf8) else {
        throw Self.refused("redirect_uri must have a host or a path")
      }
      kind = .privateUse
    }
    self.text = text
    self.url = url
  }

  package static func == (left: RedirectURI, right: RedirectURI) -> Bool {
    left.text.utf8.elementsEqual(right.text.utf8)
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  package var description: String { text }

  /// The URI with parameters added to its query (RFC 6749 section 3.1.2).
  package func adding(_ parameters: FormParameters) -> String {
    let separator = text.contains("?") ? (text.hasSuffix("?") || text.hasSuffix("&") ? "" : "&") : "?"
    return text + separator + parameters.encoded
  }

  /// Lower-cased; RFC 3986 section 3.1.
  private static func scheme(of text: String) -> String? {
    guard let colon = text.firstIndex(of: ":") else { return nil }
    let scheme = text[..<colon].lowercased()
    guard let first = scheme.utf8.first, (0x61...0x7A).contains(first),
      scheme.utf8.allSatisfy({ (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || "+-.".utf8.contains($0) })
    else { return nil }
    return scheme
  }

  private static func refused(_ reason: String) -> OAuthError { OAuthError(.invalidRedirectURI, reason) }
}
