import Cedar
import JSON

/// Policies, static entities and group settings, ready to decide. It never changes.
package final class CompiledPolicies: Sendable {
  /// As they were written.
  package let policies: [StaticPolicy]
  package let entities: Entities
  package let groupSettings: GroupSettings
  /// The same policies, in which a tool's two names are one (`NameRewriter`).
  let authorizer: Authorizer
  /// Where policies read arguments, by their identifiers.
  let argumentReads: [String: Set<SourceRange>]

  /// More are refused, and so is a text of more bytes.
  static let policyLimit = 10_000
  static let textLimit = 1 << 20

  /// Reads everything and reports everything that is wrong.
  /// - Throws: `PolicyCompilationError`; also for an empty list, since nobody could do anything with it.
  package init(_ settings: PolicySettings) throws(PolicyCompilationError) {
    var problems: [PolicyProblem] = []
    policies = Self.policies(settings.policies, &problems)
    entities = Self.entities(settings.entities, &problems)
    let type = EntityType(name: settings.groupEntityType)
    if type == nil || settings.groupEntityType.utf8.contains(UInt8(ascii: ":")) {
      problems.append(
        PolicyProblem(.error, "the group entity type \"\(settings.groupEntityType)\" is not an identifier"))
    }
    groupSettings = GroupSettings(
      groupClaim: settings.groupClaim.flatMap { $0.isEmpty ? nil : $0 },
      roleClaim: settings.roleClaim.flatMap { $0.isEmpty ? nil : $0 }, entityType: type ?? "THVGroup")
    authorizer = Authorizer(PolicySet(policies.map { $0.mapConditions(NameRewriter.rewrite) }), entities)
    argumentReads = Dictionary(uniqueKeysWithValues: policies.map { ($0.id, $0.argumentReads) })
    guard problems.isEmpty else { throw PolicyCompilationError(problems) }
  }

  private static func policies(_ texts: [String], _ problems: inout [PolicyProblem]) -> [StaticPolicy] {
    guard !texts.isEmpty else {
      problems.append(PolicyProblem(.error, "there is no policy; without any, nobody could do anything"))
      return []
    }
    guard texts.count <= policyLimit else {
      problems.append(PolicyProblem(.error, "there are more than \(policyLimit) policies"))
      return []
    }
    var policies: [StaticPolicy] = []
    var limits = ParserLimits()
    limits.bytes = textLimit
    for (index, text) in texts.enumerated() {
      do throws(Diagnostic) {
        let policy = try StaticPolicy(parsing: text, id: "policy\(index)", source: "policies[\(index)]", limits: limits)
        policies.append(policy)
        for place in policy.conditions.flatMap({ NameRewriter.misplaced($0.body, policy.effect) }) {
          problems.append(
            PolicyProblem(.error, NameRewriter.advice(place), policyIndex: index, at: place.range.start))
        }
      } catch {
        problems.append(PolicyProblem(.error, error.message, policyIndex: index, at: error.position))
      }
    }
    return policies
  }

  private static func entities(_ json: JSONValue, _ problems: inout [PolicyProblem]) -> Entities {
    do throws(EntityDataError) {
      return try Entities(json: json, forms: .lenient)
    } catch {
      problems.append(PolicyProblem(.error, "entities\(error.path.isEmpty ? "" : error.path): \(error.message)"))
      return Entities()
    }
  }
}
