import JSON
import Kubernetes

/// One object of a custom kind. Reading never fails: what is wrong with the spec stands in `problems`, so that one
/// malformed object can be reported in its own status and stops nothing else.
package struct ResourceObject<Kind: CustomResource>: Sendable, Equatable {
  package var metadata = ResourceMetadata()
  /// Not to be acted on while there are `problems`.
  package var spec = Kind.Spec()
  package var status = Kind.Status()
  package var problems: [JSONProblem] = []
  /// The spec as it was written.
  package var rawSpec: JSONValue = [:]

  package init() {}

  package init(reading json: JSONValue) {
    var lenient = JSONDecoding(unknownFields: .ignore)
    metadata = json["metadata"].flatMap { ResourceMetadata.read($0, &lenient) } ?? ResourceMetadata()
    status = json["status"].flatMap { Kind.Status.read($0, &lenient) } ?? Kind.Status()
    rawSpec = json["spec"] ?? [:]
    var strict = JSONDecoding(unknownFields: .refuse)
    let raw = rawSpec
    if let spec = strict.member("spec", { Kind.Spec.read(raw, &$0) }) { self.spec = spec }
    problems = strict.problems
  }

  package var key: ObjectKey { ObjectKey(namespace: metadata.namespace, name: metadata.name) }
}
