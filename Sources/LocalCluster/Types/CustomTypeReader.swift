import JSON

/// Reads a CustomResourceDefinition into the type that it declares.
enum CustomTypeReader {
  /// - Returns: the type, or what is wrong with the definition.
  static func read(_ definition: JSONValue) -> Result<ResourceType, FieldErrors> {
    let spec = definition["spec"] ?? [:]
    let names = spec["names"] ?? [:]
    let group = spec["group"]?.stringValue ?? ""
    let plural = names["plural"]?.stringValue ?? ""
    let kind = names["kind"]?.stringValue ?? ""
    var errors: [FieldError] = []
    if definition.objectName != "\(plural).\(group)" {
      errors.append(
        .invalid("metadata.name", .string(definition.objectName), "must be spec.names.plural+\".\"+spec.group"))
    }
    if group.isEmpty || !group.contains(".") || BuiltInTypes.all.contains(where: { $0.group == group }) {
      errors.append(
        .invalid("spec.group", .string(group), "must be a DNS name with at least one dot that is not served already"))
    }
    if spec["conversion"]?["strategy"]?.stringValue == "Webhook" {
      errors.append(.notSupported("spec.conversion.strategy", "Webhook", ["None"]))
    }
    let declared = spec["versions"]?.arrayValue ?? []
    let storage = declared.filter { $0["storage"]?.boolValue == true }.compactMap { $0["name"]?.stringValue }
    if storage.count != 1 {
      errors.append(
        .invalid("spec.versions", .int(declared.count), "must have exactly one version marked as storage version"))
    }
    var versions: [ResourceType.Version] = []
    for (index, json) in declared.enumerated() {
      switch version(json, group: group, kind: kind, at: "spec.versions[\(index)]") {
      case .success(let version): if json["served"]?.boolValue == true { versions.append(version) }
      case .failure(let found): errors += found.errors
      }
    }
    guard errors.isEmpty else { return .failure(FieldErrors(errors: errors)) }
    let list = { (key: String) in (names[key]?.arrayValue ?? []).compactMap(\.stringValue) }
    return .success(
      ResourceType(
        group: group, kind: kind, listKind: names["listKind"]?.stringValue ?? kind + "List", plural: plural,
        singular: names["singular"]?.stringValue ?? kind.lowercased(), shortNames: list("shortNames"),
        categories: list("categories"), isNamespaced: spec["scope"]?.stringValue == "Namespaced",
        versions: versions.sorted { APIVersionOrder.isBefore($0.name, $1.name) }, storageVersion: storage[0],
        isCustom: true))
  }

  private static func version(
    _ json: JSONValue, group: String, kind: String, at path: String
  ) -> Result<ResourceType.Version, FieldErrors> {
    let name = json["name"]?.stringValue ?? ""
    guard var openAPI = json["schema"]?["openAPIV3Schema"], openAPI["type"]?.stringValue == "object" else {
      return .failure(
        FieldErrors(errors: [.required("\(path).schema.openAPIV3Schema", "schemas are required and of type object")]))
    }
    var properties = openAPI["properties"] ?? [:]
    properties["apiVersion"] = ["type": "string"]
    properties["kind"] = ["type": "string"]
    properties["metadata"] = BuiltInSchemas.objectMeta
    openAPI["properties"] = properties
    let schema: StructuralSchema
    do throws(StructuralSchema.Problem) {
      schema = try StructuralSchema(reading: openAPI)
    } catch {
      let place = "\(path).schema.openAPIV3Schema\(error.path)"
      return .failure(FieldErrors(errors: [.invalid(place, "", error.message)]))
    }
    var version = ResourceType.Version(name: name, openAPI: openAPI, schema: schema)
    version.hasStatus = json["subresources"]?["status"] != nil
    let columns = (json["additionalPrinterColumns"]?.arrayValue ?? []).map(PrinterColumn.init(reading:))
    if columns.contains(where: { $0 == nil }) {
      return .failure(
        FieldErrors(errors: [
          .invalid(
            "\(path).additionalPrinterColumns", .int(columns.count), "a column has a JSONPath that cannot be read")
        ]))
    }
    version.columns = columns.isEmpty ? [.age] : columns.compactMap { $0 }
    if json["deprecated"]?.boolValue == true {
      version.deprecationWarning =
        json["deprecationWarning"]?.stringValue ?? "\(group)/\(name) \(kind) is deprecated"
    }
    return .success(version)
  }

  struct FieldErrors: Error {
    let errors: [FieldError]
  }
}
