/// A policy that did not apply, how far it got, and what kept it.
package struct NearMiss: Sendable, Hashable, CustomStringConvertible {
  package let policy: PolicyReference
  /// How many of principal, action and resource its scope admits.
  package let matchedParts: Int
  /// How many clauses held before the one that did not.
  package let heldClauses: Int
  /// Every part of the scope that did not match, or the one clause.
  package let obstacles: [Obstacle]

  /// `policy3 (policies.cedar:4:1) would permit it, but …`
  package var description: String {
    let reasons = obstacles.map { obstacle in
      obstacle.variable == nil
        ? "\(obstacle) (\(policy.source):\(obstacle.position.line):\(obstacle.position.column))" : "\(obstacle)"
    }
    let verb = policy.effect == .permit ? "permit" : "forbid"
    return "\(policy) would \(verb) it, but \(reasons.joined(separator: " and "))"
  }
}
