/// Why a request is not one that a schema allows.
package struct RequestError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// The action is not declared.
    case action
    /// The principal's type is not declared or not one that the action applies to, or it cannot be.
    case principal
    case resource
    /// The context is not the record that the action's declaration says.
    case context
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
