import JSON

/// One kind of resource that the API serves: its names, its scope and its versions.
package struct ResourceType: Sendable {
  /// A served version: all versions of a type differ only in `apiVersion`, schema and columns (conversion `None`).
  package struct Version: Sendable {
    package let name: String
    /// OpenAPI v3, as discovery shows it.
    let openAPI: JSONValue
    let schema: StructuralSchema
    var columns: [PrinterColumn] = []
    var hasStatus = false
    /// Said to whoever uses this version; `nil` unless it is deprecated.
    var deprecationWarning: String?
  }

  package let group: String
  package let kind: String
  let listKind: String
  package let plural: String
  let singular: String
  var shortNames: [String] = []
  var categories: [String] = []
  package let isNamespaced: Bool
  package let versions: [Version]
  /// The version in which objects are kept.
  let storageVersion: String
  /// Whether a CustomResourceDefinition declared it.
  var isCustom = false
  /// Not stored: only `create` answers (reviews).
  var isVirtual = false

  package var groupResource: GroupResource { GroupResource(plural, group: group) }

  package func version(_ name: String) -> Version? { versions.first { $0.name == name } }

  /// `apps/v1`, or `v1` in the core group.
  package func apiVersion(_ version: String) -> String { group.isEmpty ? version : "\(group)/\(version)" }

  var verbs: [String] {
    isVirtual
      ? ["create"] : ["create", "delete", "deletecollection", "get", "list", "patch", "update", "watch"]
  }
}
