/// The four variables of a request.
package enum Variable: String, Sendable, CaseIterable {
  case principal, action, resource, context
}
