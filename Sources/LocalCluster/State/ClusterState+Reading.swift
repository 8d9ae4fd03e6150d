import JSON

/// What a list or a watch asks for.
package struct Selection: Sendable {
  package var labels = LabelSelector.everything
  package var fields = FieldSelector.everything

  package init() {}

  func matches(_ object: JSONValue) -> Bool { labels.matches(object.labels) && fields.matches(object) }
}

/// A page of a list.
package struct ObjectPage: Sendable {
  package let items: [JSONValue]
  package let revision: Int
  /// Where the next page begins; empty on the last one.
  package let continuation: String
  let remaining: Int
}

extension ClusterState {
  /// - Throws: 404.
  package func get(_ target: ObjectTarget) throws(APIStatus) -> JSONValue {
    guard let object = store.object(target.resource, namespace: target.namespace ?? "", name: target.name) else {
      throw .notFound(target.resource, target.name)
    }
    return presented(object, target)
  }

  /// - Parameter limit: 0 for everything.
  package func list(
    _ target: ObjectTarget, _ selection: Selection = Selection(), limit: Int = 0, continuation: String = ""
  ) throws(APIStatus) -> ObjectPage {
    try check(selection.fields, for: target)
    var objects = store.objects(target.resource, namespace: target.type.isNamespaced ? target.namespace : nil)
      .filter(selection.matches)
    if !continuation.isEmpty {
      guard let bytes = Base64Text.decode(continuation) else { throw APIStatus(.badRequest, "invalid continue token") }
      let last = String(decoding: bytes, as: UTF8.self).split(
        separator: "/", maxSplits: 1, omittingEmptySubsequences: false
      ).map(String.init)
      guard last.count == 2 else { throw APIStatus(.badRequest, "invalid continue token") }
      objects.removeAll { ($0.objectNamespace, $0.objectName) <= (last[0], last[1]) }
    }
    let page = limit > 0 ? Array(objects.prefix(limit)) : objects
    var next = ""
    if page.count < objects.count, let last = page.last {
      next = Base64Text.encode(Array("\(last.objectNamespace)/\(last.objectName)".utf8))
    }
    return ObjectPage(
      items: page.map { presented($0, target) }, revision: store.revision, continuation: next,
      remaining: objects.count - page.count)
  }

  /// Custom resources can be selected by name and namespace alone.
  func check(_ fields: FieldSelector, for target: ObjectTarget) throws(APIStatus) {
    guard target.type.isCustom else { return }
    for requirement in fields.requirements
    where !["metadata.name", "metadata.namespace"].contains(requirement.path) {
      throw APIStatus(.badRequest, "field label not supported: \(requirement.path)")
    }
  }
}
