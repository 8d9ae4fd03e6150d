/// What somebody wants to do, in the words of roles.
struct AccessRequest: Sendable, Hashable {
  let verb: String
  let group: String
  /// With its subresource: `pods/log`.
  let resource: String
  /// Empty for cluster-scoped resources and for all namespaces.
  let namespace: String
  /// Empty where the request names no object.
  let name: String
}
