import HTTP
import JSON

/// Why a request of OAuth is refused: one text for whoever asked, one for the operator, one for debugging.
package struct OAuthError: Error, Sendable, Equatable, CustomStringConvertible {
  package let code: OAuthErrorCode
  /// `error_description`: for the client's developer.
  package let publicDescription: String
  /// For the operator's log: what to look at. Never sent.
  package let hint: String?
  /// For the debug log: what exactly came. Never sent, and never a secret.
  package let debug: String?
  /// The HTTP status where the error is answered directly.
  package let status: Int

  /// - Parameter publicDescription: cut to what RFC 6749 allows in `error_description`, and to 512 characters.
  package init(
    _ code: OAuthErrorCode, _ publicDescription: String, hint: String? = nil, debug: String? = nil, status: Int? = nil
  ) {
    self.code = code
    self.publicDescription = Self.allowed(publicDescription)
    self.hint = hint
    self.debug = debug
    self.status = status ?? code.status
  }

  package var json: JSONValue {
    ["error": .string(code.rawValue), "error_description": .string(publicDescription)]
  }

  /// The direct answer (RFC 6749 section 5.2): never cached.
  package var response: HTTPResponse {
    .json(json, status: status, headers: ["Cache-Control": "no-store", "Pragma": "no-cache"])
  }

  /// The parameters of an error that goes back to the client by a redirect (RFC 6749 section 4.1.2.1, RFC 9207).
  package func parameters(state: String?, issuer: String) -> FormParameters {
    var parameters = FormParameters([("error", code.rawValue), ("error_description", publicDescription)])
    if let state { parameters.add("state", state) }
    parameters.add("iss", issuer)
    return parameters
  }

  package var description: String {
    [code.rawValue + ": " + publicDescription, hint, debug].compactMap(\.self).joined(separator: "; ")
  }

  /// RFC 6749 section 5.2 allows printable ASCII without `"` and `\`.
  private static func allowed(_ text: String) -> String {
    String(
      decoding: text.unicodeScalars.prefix(512).map { scalar -> UInt8 in
        switch scalar {
        case "\"": UInt8(ascii: "'")
        case "\\": UInt8(ascii: "/")
        case " "..."~": UInt8(scalar.value)
        default: UInt8(ascii: "?")
        }
      }, as: UTF8.self)
  }
}
