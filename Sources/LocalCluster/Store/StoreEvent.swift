import JSON

/// A change of one object, as watches tell it.
package struct StoreEvent: Sendable {
  package enum Kind: String, Sendable { case added = "ADDED", modified = "MODIFIED", deleted = "DELETED" }

  package let kind: Kind
  package let resource: GroupResource
  package let revision: Int
  /// The object after the change; for `deleted` its last state with the revision of the deletion.
  package let object: JSONValue
  /// The object before the change; `nil` for `added`.
  package let previous: JSONValue?
}
