/// The value of `WWW-Authenticate` (RFC 6750 section 3, RFC 9728 section 5.1).
package struct WWWAuthenticateChallenge: Sendable, Equatable {
  package var realm: String?
  package var resourceMetadata: String?
  package var scopes: [String] = []
  package var error: OAuthErrorCode?
  package var errorDescription: String?

  package init() {}

  package var value: String {
    let parameters: [(String, String?)] = [
      ("realm", realm), ("resource_metadata", resourceMetadata),
      ("scope", scopes.isEmpty ? nil : scopes.joined(separator: " ")), ("error", error?.rawValue),
      ("error_description", errorDescription),
    ]
    let written = parameters.compactMap { name, value in value.map { name + "=" + Self.quoted($0) } }
    return written.isEmpty ? "Bearer" : "Bearer " + written.joined(separator: ", ")
  }

  /// A quoted string (RFC 9110 section 5.6.4). What may not stand in a field becomes `?`.
  private static func quoted(_ text: String) -> String {
    var output = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"", "\\": output += "\\" + String(scalar)
      case " "..."~": output.unicodeScalars.append(scalar)
      default: output += "?"
      }
    }
    return output + "\""
  }
}
