/// Why the local cluster cannot start or do something of its own. Refusals of requests are `APIStatus`.
package struct LocalClusterError: Error, Sendable, CustomStringConvertible {
  package enum Code: String, Sendable {
    /// A file or directory cannot be written or read.
    case file
    /// The list of images cannot be used.
    case images
    /// A manifest is malformed or refused.
    case manifest
    /// A process cannot be started.
    case process
    /// A port cannot be listened on.
    case port
  }

  package let code: Code
  package let reason: String
  package let cause: (any Error)?

  package init(_ code: Code, _ reason: String, cause: (any Error)? = nil) {
    self.code = code
    self.reason = reason
    self.cause = cause
  }

  package var description: String { reason }
}
