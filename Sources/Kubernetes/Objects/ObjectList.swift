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

  /// Reads an answer item by item.
  /// - Throws: `KubernetesError` with code `badResponse`.
  init(reading body: [UInt8], kind: ResourceKind) throws(KubernetesError) {
    guard let members = JSONSpans.members(body[...]) else {
      _ = try KubernetesClient.json(body)
      throw KubernetesError(.badResponse, "the list of \(kind) is no object")
    }
    func text(_ name: String) -> ArraySlice<UInt8>? { members.first { $0.name == name }?.value }
    let metadata = text("metadata").flatMap { try? JSONValue(reading: $0) }
    guard let version = metadata?["resourceVersion"]?.stringValue, !version.isEmpty else {
      throw KubernetesError(.badResponse, "the list of \(kind) has no resourceVersion")
    }
    items = []
    for item in text("items").flatMap(JSONSpans.elements) ?? [] {
      var object = try KubernetesObject(salvaging: item)
      // Items of a list leave out what the list says once.
      if object.apiVersion == nil { object["apiVersion"] = .string(kind.apiVersion) }
      if object.kind == nil { object["kind"] = .string(kind.kind) }
      items.append(object)
    }
    resourceVersion = version
    let token = metadata?["continue"]?.stringValue ?? ""
    continueToken = token.isEmpty ? nil : token
  }
}
