import JSON
import YAML

/// The CustomResourceDefinition of one kind, made from its Swift types.
package struct CustomResourceDefinition: Sendable, CustomStringConvertible {
  package let names: ResourceNames
  let columns: [PrinterColumn]
  package private(set) var schema: JSONSchema

  package init<Kind: CustomResource>(_ kind: Kind.Type) {
    names = Kind.names
    columns = Kind.columns
    var root = JSONSchema(.object)
    root.description = Kind.summary
    var apiVersion = JSONSchema(.string)
    apiVersion.description = "The version of this representation of the object."
    var kindName = JSONSchema(.string)
    kindName.description = "The kind of the object."
    var spec = Kind.Spec.jsonSchema
    spec.description = "What is wanted."
    var status = Kind.Status.jsonSchema
    status.description = "What was found; written by the operator."
    root.properties = [
      ("apiVersion", apiVersion), ("kind", kindName), ("metadata", JSONSchema(.object)), ("spec", spec),
      ("status", status),
    ]
    schema = root
  }

  /// For API servers before 1.25, which do not know rules: kubectl refuses what they do not know.
  package var withoutRules: CustomResourceDefinition {
    var result = self
    result.schema = schema.unruled
    return result
  }

  package var name: String { names.plural + "." + ResourceGroup.name }
  package var description: String { name }
  package var fileName: String { ResourceGroup.name + "_" + names.plural + ".yaml" }

  /// The object as it is applied, `apiextensions.k8s.io/v1`.
  package var json: JSONValue {
    [
      "apiVersion": "apiextensions.k8s.io/v1",
      "kind": "CustomResourceDefinition",
      "metadata": [
        "name": .string(name),
        "labels": ["app.kubernetes.io/part-of": "vmcp"],
      ],
      "spec": [
        "group": .string(ResourceGroup.name),
        "names": [
          "categories": [.string(ResourceGroup.category)],
          "kind": .string(names.kind),
          "listKind": .string(names.listKind),
          "plural": .string(names.plural),
          "shortNames": .array(names.shortNames.map(JSONValue.string)),
          "singular": .string(names.singular),
        ],
        "scope": "Namespaced",
        "versions": [
          version(ResourceGroup.deprecatedVersion, isStorage: false),
          version(ResourceGroup.storageVersion, isStorage: true),
        ],
      ],
    ]
  }

  /// The file that people apply. The schema, the same for both versions, stands in it once.
  package var yaml: String {
    let key = "openAPIV3Schema:"
    var versions = [
      version(ResourceGroup.deprecatedVersion, isStorage: false),
      version(ResourceGroup.storageVersion, isStorage: true),
    ]
    versions[1]["schema"] = ["openAPIV3Schema": "alias"]
    var once = json
    once["spec"]?["versions"] = .array(versions)
    var text = YAMLWriter.text(once)
    if let first = text.firstRange(of: key + "\n") { text.replaceSubrange(first, with: key + " &schema\n") }
    return "---\n" + text.replacing(key + " alias\n", with: key + " *schema\n")
  }

  private func version(_ version: String, isStorage: Bool) -> JSONValue {
    var json: JSONValue = ["additionalPrinterColumns": .array(columns.map(\.json))]
    if !isStorage {
      json["deprecated"] = true
      json["deprecationWarning"] = .string(
        "\(ResourceGroup.name)/\(version) is deprecated; use \(ResourceGroup.storageVersion)")
    }
    json["name"] = .string(version)
    json["schema"] = ["openAPIV3Schema": schema.json]
    json["served"] = true
    json["storage"] = .bool(isStorage)
    json["subresources"] = ["status": [:]]
    return json
  }
}
