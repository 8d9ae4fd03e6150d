import Cedar
import JSON

/// Somebody as policies see them: `Client::"<sub>"` with `claim_…` attributes and groups as parents. Made once per
/// token; it may be kept across a change of policies.
package struct Principal: Sendable {
  /// What it was made of.
  package let claims: IdentityClaims
  package let groups: GroupMembership
  let uid: EntityUID
  /// The claims, as attributes and as part of the context.
  let attributes: Value.Record
  /// The static entities with the principal among them.
  let entities: Entities
  /// The policies that it was made for.
  let policies: CompiledPolicies
  /// The policies with what they say of this principal decided already.
  let sessions: PrincipalSessions

  /// The `sub` claim that names the principal.
  package var subject: String { uid.id.string }

  /// - Throws: `PrincipalError` when the claims name nobody.
  package init(_ claims: IdentityClaims, for policies: CompiledPolicies) throws(PrincipalError) {
    guard let resolved = claims.resolved else {
      throw PrincipalError(
        code: .noClaims, description: "the upstream access token is opaque and there is no upstream ID token")
    }
    guard let subject = resolved["sub"]?.stringValue, !subject.isEmpty else {
      throw PrincipalError(code: .missingSubject, description: "missing principal: the claims hold no `sub`")
    }
    self.claims = claims
    self.policies = policies
    let settings = policies.groupSettings
    groups = GroupMembership(claims, settings)
    uid = EntityUID("Client", CedarString(subject))
    attributes = CedarConversion.claims(resolved)
    let parents = Set(groups.names.map { EntityUID(settings.entityType, CedarString($0)) })
    do throws(EntityDataError) {
      entities = try policies.entities.merging([Entity(uid, attributes: attributes, parents: parents)])
      let entity = entities[uid] ?? Entity(uid, attributes: attributes, parents: parents)
      sessions = PrincipalSessions(entity, context: attributes, policies.authorizer)
    } catch {
      throw PrincipalError(code: .entities, description: error.description)
    }
  }
}
