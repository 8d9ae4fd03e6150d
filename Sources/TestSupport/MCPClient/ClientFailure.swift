/// Where a scripted client could not go on, and why.
package struct ClientFailure: Error, CustomStringConvertible {
  package let step: String
  package let reason: String

  package init(_ step: String, _ reason: String) {
    self.step = step
    self.reason = reason
  }

  package var description: String { "\(step): \(reason)" }
}
