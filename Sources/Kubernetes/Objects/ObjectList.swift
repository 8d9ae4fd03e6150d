import JSON

/// Objects of one kind and the version of the collection that they were read at.
package struct ObjectList: Sendable {
  package var items: [KubernetesObject]
  /// Where a watch goes on from.
  package var resourceVersion: String
  /// What the next page is asked for with; `nil` on the last page.
  package var continueToken: String?

  package init(items: [KubernetesObject], resourceVersion: String, continueToken: String? = nil) {
    self.items = items
    self.resourceVersion = resourceVersion
    self.continueToken = continueToken
  }

  /// - Throws: `KubernetesError` with code `badResponse`.
  init(_ json: JSONValue, kind: ResourceKind) throws(KubernetesError) {
    guard let version = json[path: "metadata", "resourceVersion"]?.stringValue, !version.isEmpty else {
      throw KubernetesError(.badResponse, "the list of \(kind) has no resourceVersion")
    }
    items = []
    for item in json["items"]?.arrayValue ?? [] {
      var object = try KubernetesObject(json: item)
      // Items of a list leave out what the list says once.
      if object.apiVersion == nil { object["apiVersion"] = .string(kind.apiVersion) }
      if object.kind == nil { object["kind"] = .string(kind.kind) }
      items.append(object)
    }
    resourceVersion = version
    let token = json[path: "metadata", "continue"]?.stringValue ?? ""
    continueToken = token.isEmpty ? nil : token
  }
}
