import HTTP

/// A `client_id` that is the address of a document about the client (OAuth Client ID Metadata Document, section 3).
package struct ClientIdentifierURL: Sendable, Hashable {
  package static let maximumBytes = 1024

  /// As it was written: the identifier itself.
  package let text: String
  package let url: HTTPURL

  /// Whether a `client_id` is meant as an address.
  package static func isMeant(_ text: String) -> Bool {
    let start = text.prefix(8).lowercased()
    return start.hasPrefix("https://") || start.hasPrefix("http://")
  }

  /// - Parameter allowsLoopback: whether `http://localhost…` will do: for development.
  /// - Throws: `invalid_client` with the rule that is broken.
  package init(_ text: String, allowsLoopback: Bool = false) throws(OAuthError) {
    guard text.utf8.count <= Self.maximumBytes else {
      throw Self.refused("is longer than \(Self.maximumBytes) bytes")
    }
    guard let url = HTTPURL(text) else { throw Self.refused("is not an absolute URL of printable ASCII characters") }
    guard url.scheme == "https" || (url.scheme == "http" && allowsLoopback && url.isPlainLoopback) else {
      throw Self.refused("must be https")
    }
    guard url.userInfo == nil else { throw Self.refused("must not have user information") }
    // The same host under a second name: it would pass where hosts are compared.
    guard !url.host.hasSuffix(".") else { throw Self.refused("must not have a host that ends in a dot") }
    guard !text.contains("#") else { throw Self.refused("must not have a fragment") }
    guard !url.path.isEmpty, url.path != "/" else { throw Self.refused("must have a path") }
    let segments = url.path.split(separator: "/", omittingEmptySubsequences: false)
    guard !segments.contains(where: { [".", ".."].contains($0.lowercased().replacing("%2e", with: ".")) }) else {
      throw Self.refused("must not have dot segments")
    }
    self.text = text
    self.url = url
  }

  private static func refused(_ reason: String) -> OAuthError {
    OAuthError(.invalidClient, "the client_id is an address, and such a one " + reason)
  }
}

extension HTTPURL {
  /// A loopback address, or `localhost` itself, which libcurl never asks a name server for.
  package var isPlainLoopback: Bool { isLoopback && !host.hasSuffix(".localhost") }
}
