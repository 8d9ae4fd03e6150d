/// Why an authorization server cannot be made from its configuration.
package struct AuthorizationServerError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The configuration asks for something that is not supported or contradicts itself.
    case configuration
    /// A key or a secret is missing or unusable.
    case secret
  }

  package let code: Code
  /// Where in the configuration: `upstreams[1]`.
  package let path: String
  package let reason: String

  package init(code: Code, path: String, reason: String) {
    self.code = code
    self.path = path
    self.reason = reason
  }

  package var description: String { "authorizationServer.\(path): \(reason)" }
}
