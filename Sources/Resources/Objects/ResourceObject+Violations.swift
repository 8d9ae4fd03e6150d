import JSON
import Synchronization

extension ResourceObject {
  /// Everything that is wrong with the spec: what cannot be read, or else what breaks the limits and rules of the
  /// schema. An API server before 1.25 checks no rule, and manifests in files saw none at all.
  package var violations: [JSONProblem] {
    guard problems.isEmpty else { return problems }
    let schema = SpecSchemas.schema(of: Kind.self)
    return schema.violations(in: schema.filled(rawSpec), at: "spec")
  }
}

/// The schemas of specs, each made once.
private enum SpecSchemas {
  private static let made = Mutex<[String: JSONSchema]>([:])

  static func schema<Kind: CustomResource>(of kind: Kind.Type) -> JSONSchema {
    made.withLock { made in
      if let schema = made[Kind.names.kind] { return schema }
      let schema = Kind.Spec.jsonSchema
      made[Kind.names.kind] = schema
      return schema
    }
  }
}
