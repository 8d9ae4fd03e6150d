import JSON

/// What people may do: the Cedar policies and where their groups come from.
package struct AuthorizationConfiguration: JSONRecord, Equatable {
  package enum Mode: String, JSONEnumeration {
    /// Everybody who comes in may do everything. It must be asked for by name.
    case none
    case cedar
  }

  package var mode = Mode.cedar
  /// Cedar texts, one policy each; the identifier of the n-th is `policy<n>`.
  package var policies: [String] = []
  /// Static entities in Cedar's JSON form: an array.
  package var entities = JSONValue.array([])
  /// The provider whose claims policies see; absent, the gateway token's own claims.
  package var primaryUpstream: String?
  /// Looked up before `groups`, `roles` and `cognito:groups`; a name or a dotted path.
  package var groupClaim: String?
  /// Merged with the groups.
  package var roleClaim: String?
  package var groupEntityType = "THVGroup"

  package init() {}

  package static let fields: [JSONField<AuthorizationConfiguration>] = [
    JSONField("mode", \.mode, "cedar or none."),
    JSONField("policies", \.policies, fallback: [], "Cedar policies, one each."),
    JSONField("entities", \.entities, fallback: .array([]), "Static entities."),
    JSONField("primaryUpstream", \.primaryUpstream, "The provider whose claims policies see."),
    JSONField("groupClaim", \.groupClaim, "The claim that holds the groups."),
    JSONField("roleClaim", \.roleClaim, "The claim that holds roles."),
    JSONField("groupEntityType", \.groupEntityType, fallback: "THVGroup", "The entity type of groups.") {
      $0.pattern = "^[A-Za-z_][A-Za-z0-9_]*$"
    },
  ]
}
