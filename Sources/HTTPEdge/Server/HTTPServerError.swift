/// Why a server could not start.
package struct HTTPServerError: Error, CustomStringConvertible {
  package enum Code: Sendable { case cannotBind }

  package let code: Code
  package let reason: String
  package let cause: (any Error)?

  package var description: String { reason }
}
