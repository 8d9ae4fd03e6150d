import GatewayDocument
import HTTP
import JSON

/// The 401 answer: what a client needs to start logging in (RFC 9728 section 5.1). It is made of configuration alone.
struct Challenge: Sendable {
  private let parameters: [(String, String)]

  init(_ authentication: AuthenticationConfiguration) {
    var parameters: [(String, String)] = []
    if !authentication.issuer.isEmpty { parameters.append(("realm", authentication.issuer)) }
    if let url = ProtectedResourceMetadata.url(of: authentication.resource) {
      parameters.append(("resource_metadata", url))
    }
    if !authentication.scopes.isEmpty {
      parameters.append(("scope", authentication.scopes.joined(separator: " ")))
    }
    self.parameters = parameters
  }

  func response(_ failure: AuthenticationFailure) -> HTTPResponse {
    let all = parameters + [("error", failure.code.rawValue), ("error_description", failure.reason)]
    let text = all.map { "\($0)=\"\(Self.quoted($1))\"" }.joined(separator: ", ")
    return .json(
      ["error": .string(failure.code.rawValue), "error_description": .string(failure.bodyDescription)], status: 401,
      headers: ["WWW-Authenticate": "Bearer " + text, "Cache-Control": "no-store"])
  }

  /// The inside of a quoted-string (RFC 9110 section 5.6.4).
  private static func quoted(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars where scalar.value >= 0x20 && scalar.value < 0x7F {
      if scalar == "\"" || scalar == "\\" { result.unicodeScalars.append("\\") }
      result.unicodeScalars.append(scalar)
    }
    return result
  }
}
