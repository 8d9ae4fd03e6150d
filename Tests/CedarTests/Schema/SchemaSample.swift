@testable import Cedar

/// A schema with everything that entities and requests are checked against.
enum SchemaSample {
  static let schema = try? Schema(
    parsing: """
      entity Shade enum ["red", "blue"];
      entity Group, Team in Group;
      entity User in [Team, Shade] {
        n: Long, s?: String, b?: Bool, user?: User, shade?: Shade, ip?: ipaddr, dec?: decimal, at?: datetime, took?: duration,
        longs?: Set<Long>, users?: Set<User>, ips?: Set<ipaddr>, nested?: Set<Set<Long>>, act?: Action,
        r?: { a: Long, ip?: ipaddr, deep?: { user: User } }
      } tags ipaddr;
      action view in group appliesTo { principal: User, resource: Group, context: { n: Long, ip?: ipaddr, shade?: Shade } };
      action group in top; action top;
      action paint appliesTo { principal: Shade, resource: Shade };
      """, source: "schema")
}
