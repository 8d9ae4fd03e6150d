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
    var revision = store.revision
    if !continuation.isEmpty {
      let place = try ListPlace(reading: continuation)
      // All pages bear the revision of the first, so that a watch from there misses nothing.
      revision = place.revision
      objects.removeAll { ($0.objectNamespace, $0.objectName) <= (place.namespace, place.name) }
    }
    let page = limit > 0 ? Array(objects.prefix(limit)) : objects
    var next = ""
    if page.count < objects.count, let last = page.last {
      next = ListPlace(revision: revision, namespace: last.objectNamespace, name: last.objectName).token
    }
    return ObjectPage(
      items: page.map { presented($0, target) }, revision: revision, continuation: next,
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
