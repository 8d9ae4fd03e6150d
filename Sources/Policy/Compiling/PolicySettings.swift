import JSON

/// What policies are compiled from.
package struct PolicySettings: Sendable {
  /// Cedar texts with exactly one policy each; the n-th is `policy<n>`.
  package var policies: [String]
  /// Static entities in Cedar's JSON form: an array.
  package var entities: JSONValue
  package var groupClaim: String?
  package var roleClaim: String?
  /// An identifier without `::`.
  package var groupEntityType: String

  package init(
    policies: [String], entities: JSONValue = .array([]), groupClaim: String? = nil, roleClaim: String? = nil,
    groupEntityType: String = "THVGroup"
  ) {
    self.policies = policies
    self.entities = entities
    self.groupClaim = groupClaim
    self.roleClaim = roleClaim
    self.groupEntityType = groupEntityType
  }

  /// With the entities as JSON text; an empty text is no entities.
  /// - Throws: `PolicyCompilationError` when the text is not JSON.
  package init(
    policies: [String], entitiesJSON: String, groupClaim: String? = nil, roleClaim: String? = nil,
    groupEntityType: String = "THVGroup"
  ) throws(PolicyCompilationError) {
    var entities = JSONValue.array([])
    do throws(JSONError) {
      if !entitiesJSON.isEmpty { entities = try JSONValue(reading: entitiesJSON) }
    } catch {
      throw PolicyCompilationError([
        PolicyProblem(.error, "the entities are not JSON: \(error.message)", line: error.line, column: error.column)
      ])
    }
    self.init(
      policies: policies, entities: entities, groupClaim: groupClaim, roleClaim: roleClaim,
      groupEntityType: groupEntityType)
  }
}
