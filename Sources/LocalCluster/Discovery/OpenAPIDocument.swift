import JSON

/// OpenAPI v3 of a group version: as much as kubectl reads. It looks there for the fields that `explain` shows and for
/// whether a kind can be validated by the server.
struct OpenAPIDocument {
  let registry: ResourceRegistry

  /// `/openapi/v3`
  var index: JSONValue {
    var paths = JSONObject()
    for group in registry.groups {
      for version in group.versions {
        let path = group.name.isEmpty ? "api/\(version)" : "apis/\(group.name)/\(version)"
        paths[path] = ["serverRelativeURL": .string("/openapi/v3/\(path)")]
      }
    }
    return ["paths": .object(paths)]
  }

  /// `/openapi/v3/apis/<group>/<version>`; `nil` when not served.
  func document(group: String, version: String) -> JSONValue? {
    let types = registry.types(group: group, version: version).filter { !$0.isVirtual }
    guard !types.isEmpty else { return nil }
    var paths = JSONObject()
    var schemas = JSONObject()
    for type in types {
      let name = Self.schemaName(type, version)
      let kind: JSONValue = [
        "group": .string(group), "version": .string(version), "kind": .string(type.kind),
      ]
      var schema = type.version(version)?.openAPI ?? [:]
      schema["x-kubernetes-group-version-kind"] = [kind]
      schemas[name] = schema
      let root = group.isEmpty ? "/api/\(version)" : "/apis/\(group)/\(version)"
      let collection = root + (type.isNamespaced ? "/namespaces/{namespace}" : "") + "/\(type.plural)"
      paths[collection] = ["get": operation("list", kind, name), "post": operation("post", kind, name)]
      paths[collection + "/{name}"] = [
        "get": operation("get", kind, name), "put": operation("put", kind, name),
        "patch": operation("patch", kind, name), "delete": operation("delete", kind, name),
      ]
    }
    return [
      "openapi": "3.0.0", "info": ["title": "Local cluster", "version": "v1.32.0"], "paths": .object(paths),
      "components": ["schemas": .object(schemas)],
    ]
  }

  private func operation(_ action: String, _ kind: JSONValue, _ schema: String) -> JSONValue {
    var operation: JSONValue = [
      "x-kubernetes-action": .string(action), "x-kubernetes-group-version-kind": kind,
      "responses": [
        "200": [
          "description": "OK",
          "content": ["application/json": ["schema": ["$ref": .string("#/components/schemas/\(schema)")]]],
        ]
      ],
    ]
    if ["post", "put", "patch"].contains(action) {
      operation["parameters"] = .array(
        ["dryRun", "fieldManager", "fieldValidation"].map { name in
          ["name": .string(name), "in": "query", "schema": ["type": "string", "uniqueItems": true]]
        })
    }
    return operation
  }

  /// `io.example.v1.Widget` for `Widget` of `example.io/v1`.
  private static func schemaName(_ type: ResourceType, _ version: String) -> String {
    let group = type.group.isEmpty ? "core" : type.group
    return (group.split(separator: ".").reversed() + [Substring(version), Substring(type.kind)]).joined(separator: ".")
  }
}
