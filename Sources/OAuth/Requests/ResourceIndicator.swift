import HTTP

/// The resource that a token is asked for (RFC 8707).
package struct ResourceIndicator: Sendable {
  private let url: HTTPURL

  /// - Throws: `invalid_target`, with the reason.
  package init(_ text: String) throws(OAuthError) {
    guard let separator = text.firstRange(of: "://"), !text[..<separator.lowerBound].isEmpty else {
      throw Self.refused("Resource must be an absolute URI")
    }
    guard let first = text[separator.upperBound...].first, !"/?#".contains(first) else {
      throw Self.refused("Resource must include a host")
    }
    guard !text.contains("#") else { throw Self.refused("Resource must not contain a fragment") }
    guard ["http", "https"].contains(text[..<separator.lowerBound].lowercased()) else {
      throw Self.refused("Resource must use http or https scheme")
    }
    guard let url = HTTPURL(text), url.userInfo == nil else { throw Self.refused("Resource must be an absolute URI") }
    self.url = url
  }

  /// Whether both name the same resource: scheme and host without case, a default port as none, `/` as no path.
  package func denotes(_ allowed: String) -> Bool {
    guard let other = HTTPURL(allowed) else { return false }
    return url.origin == other.origin && Self.path(url) == Self.path(other) && url.query == other.query
  }

  /// Whether this is the MCP endpoint below an allowed origin: clients that were given the endpoint's address may name
  /// that. The whole origin is one resource server, so it is the same resource.
  private func isEndpoint(_ endpointPath: String, of allowed: String) -> Bool {
    guard let other = HTTPURL(allowed), Self.path(other).isEmpty, other.query == nil else { return false }
    return url.origin == other.origin && url.path == endpointPath && url.query == nil
  }

  /// The audience that a token gets.
  /// - Parameters:
  ///   - values: every `resource` parameter of the request.
  ///   - allowed: the audiences of this server, in their canonical form.
  ///   - endpointPath: where the MCP endpoint is below a resource that is a bare origin.
  /// - Returns: the one of `allowed` that was named; without a parameter the only one there is, and `nil` when there are
  ///   several.
  /// - Throws: `invalid_target`.
  package static func resolve(
    _ values: [String], allowed: [String], endpointPath: String = "/mcp"
  ) throws(OAuthError) -> String? {
    let values = values.filter { !$0.isEmpty }
    guard values.count <= 1 else { throw refused("Multiple resource parameters are not supported") }
    guard !allowed.isEmpty else { throw refused("No resource audiences are configured on this server") }
    guard let value = values.first else { return allowed.count == 1 ? allowed[0] : nil }
    let resource = try ResourceIndicator(value)
    guard
      let audience = allowed.first(where: { $0.utf8.elementsEqual(value.utf8) })
        ?? allowed.first(where: resource.denotes)
        ?? allowed.first(where: { resource.isEndpoint(endpointPath, of: $0) })
    else { throw refused("Resource \"\(value.prefix(200))\" is not a registered audience") }
    return audience
  }

  private static func path(_ url: HTTPURL) -> String { url.path == "/" ? "" : url.path }

  private static func refused(_ reason: String) -> OAuthError {
    OAuthError(.invalidTarget, "The requested resource is invalid, unknown, or malformed. " + reason)
  }
}
