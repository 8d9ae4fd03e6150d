@testable import Cedar

/// One schema for the tests of the rules, and short ways to ask about it.
enum ValidationFixture {
  static let schema = """
    entity User in [Group] {
      age: Long, name?: String, boss?: User, address?: { zip: String, city?: String }, roles: Set<String>, ip: ipaddr,
      last: Action,
    } tags String;
    entity Group in [Group];
    entity Doc in [Folder] { owner: User, level: Long, made: datetime };
    entity Folder;
    entity Color enum ["red", "green"];
    action readers;
    action read in [readers] appliesTo { principal: User, resource: Doc, context: { mfa: Bool, n?: Long, doc?: Doc } };
    action write appliesTo { principal: [User, Group], resource: [Doc, Folder] };
    namespace Other {
      entity Thing;
      action touch in [Action::"readers"] appliesTo { principal: User, resource: Thing };
    }
    """

  static func validator(_ schema: String = schema) throws -> Validator {
    Validator(try Schema(parsing: schema, source: "schema"))
  }

  static func report(_ policies: String, schema: String = schema) throws -> ValidationReport {
    try validator(schema).validate(PolicySet(parsing: policies, source: "policies"))
  }

  /// What is said of a condition where `User`s `read` a `Doc`.
  static func report(condition: String) throws -> ValidationReport {
    try report(prefix + condition + " };")
  }

  static let prefix = "permit(principal, action == Action::\"read\", resource) when { "
}

extension ValidationReport {
  var kinds: [ValidationFinding.Kind] { errors.map(\.kind) }
  var isImpossible: Bool { warnings.contains { $0.kind == .impossiblePolicy } }
}
