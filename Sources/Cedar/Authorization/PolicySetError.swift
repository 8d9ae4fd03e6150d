/// Why policies and templates do not make a set.
package struct PolicySetError: Error, Sendable, Hashable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// Two policies or templates of one identifier.
    case duplicate
    /// A link names a template that is not there.
    case templateMissing
    /// A link leaves a slot open, or fills one that is not there.
    case slots
  }

  package let code: Code
  package let message: String

  package init(_ code: Code, _ message: String) {
    self.code = code
    self.message = message
  }

  package var description: String { message }
}
