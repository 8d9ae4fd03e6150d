import JSON

/// Any API object: its JSON with names for what all objects have. What is not named here is kept as it is.
package struct KubernetesObject: Sendable {
  enum Storage: Sendable {
    case fields(JSONObject)
    /// See `packed`.
    case text([UInt8])
  }

  private(set) var storage: Storage
  /// Why the object could not be read; then it has only what names it and its status. `nil` for all others.
  package internal(set) var problem: String?

  package var fields: JSONObject {
    get {
      switch storage {
      case .fields(let fields): fields
      case .text(let text): Self.fields(of: text)
      }
    }
    set { storage = .fields(newValue) }
  }

  init(_ storage: Storage, problem: String?) {
    self.storage = storage
    self.problem = problem
  }

  package init(_ fields: JSONObject) { storage = .fields(fields) }

  /// - Throws: `KubernetesError` with code `badResponse` for anything but an object.
  package init(json: JSONValue, problem: String? = nil) throws(KubernetesError) {
    guard case .object(let fields) = json else {
      throw KubernetesError(.badResponse, "expected an object, found \(json.kind)")
    }
    self.init(.fields(fields), problem: problem)
  }

  /// A new object with `apiVersion`, `kind` and its place, to which `fields` adds spec, data and the rest.
  package init(_ kind: ResourceKind, _ key: ObjectKey, fields: JSONObject = [:]) {
    storage = .fields(["apiVersion": .string(kind.apiVersion), "kind": .string(kind.kind), "metadata": [:]])
    name = key.name
    namespace = key.namespace
    for (field, value) in fields {
      if field == "metadata", case .object(let more) = value {
        for (field, value) in more { metadata[field] = value }
      } else {
        self.fields[field] = value
      }
    }
  }

  package var json: JSONValue { .object(fields) }

  package subscript(field: String) -> JSONValue? {
    get { fields[field] }
    set { fields[field] = newValue }
  }

  /// The value at the end of a path of members: `object[path: "spec", "replicas"]`.
  package subscript(path first: String, _ rest: String...) -> JSONValue? {
    rest.reduce(fields[first]) { value, key in value?[key] }
  }

  package var apiVersion: String? { fields["apiVersion"]?.stringValue }
  package var kind: String? { fields["kind"]?.stringValue }
  package var spec: JSONValue? {
    get { fields["spec"] }
    set { fields["spec"] = newValue }
  }
  package var status: JSONValue? {
    get { fields["status"] }
    set { fields["status"] = newValue }
  }
}

extension KubernetesObject: Hashable {
  package static func == (left: KubernetesObject, right: KubernetesObject) -> Bool {
    left.problem == right.problem && left.fields == right.fields
  }

  package func hash(into hasher: inout Hasher) { hasher.combine(fields) }
}
