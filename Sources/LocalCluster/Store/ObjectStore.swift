import JSON

/// All objects of the cluster and the last changes to them. A value: every write gets the next revision, which is also
/// the object's `resourceVersion`.
package struct ObjectStore: Sendable {
  private struct Name: Hashable, Comparable {
    let namespace: String
    let name: String

    static func < (left: Name, right: Name) -> Bool {
      (left.namespace, left.name) < (right.namespace, right.name)
    }
  }

  /// The revision of the last write.
  package private(set) var revision = 0
  private var objects: [GroupResource: [Name: JSONValue]] = [:]
  private var history: [StoreEvent] = []
  private let historyLimit: Int
  /// The newest revision whose event has been forgotten.
  private var forgotten = 0

  /// - Parameter historyLimit: how many changes are kept for watches that start in the past.
  package init(historyLimit: Int = 5000) { self.historyLimit = historyLimit }

  package func object(_ resource: GroupResource, namespace: String, name: String) -> JSONValue? {
    objects[resource]?[Name(namespace: namespace, name: name)]
  }

  /// The objects of a resource in the order of namespace and name.
  /// - Parameter namespace: `nil` for all namespaces.
  package func objects(_ resource: GroupResource, namespace: String? = nil) -> [JSONValue] {
    (objects[resource] ?? [:]).filter { namespace == nil || $0.key.namespace == namespace }
      .sorted { $0.key < $1.key }.map(\.value)
  }

  /// Every object of every resource, in no order.
  var everything: [(resource: GroupResource, object: JSONValue)] {
    objects.flatMap { resource, members in members.values.map { (resource, $0) } }
  }

  /// Writes an object, which gets the next revision.
  @discardableResult
  package mutating func put(_ resource: GroupResource, _ object: JSONValue) -> StoreEvent {
    revision += 1
    var object = object
    object.setMetadata("resourceVersion", .string(String(revision)))
    let name = Name(namespace: object.objectNamespace, name: object.objectName)
    let previous = objects[resource, default: [:]].updateValue(object, forKey: name)
    let kind: StoreEvent.Kind = previous == nil ? .added : .modified
    return remember(
      StoreEvent(kind: kind, resource: resource, revision: revision, object: object, previous: previous))
  }

  /// Removes an object; `nil` when it is not there.
  @discardableResult
  package mutating func remove(_ resource: GroupResource, namespace: String, name: String) -> StoreEvent? {
    guard let previous = objects[resource]?.removeValue(forKey: Name(namespace: namespace, name: name)) else {
      return nil
    }
    revision += 1
    var object = previous
    object.setMetadata("resourceVersion", .string(String(revision)))
    return remember(
      StoreEvent(kind: .deleted, resource: resource, revision: revision, object: object, previous: previous))
  }

  /// The changes after a revision, oldest first; `nil` when some of them have been forgotten.
  package func events(after revision: Int, of resource: GroupResource? = nil) -> [StoreEvent]? {
    guard revision >= forgotten else { return nil }
    let start = history.partitioningIndex { $0.revision > revision }
    return history[start...].filter { resource == nil || $0.resource == resource }
  }

  private mutating func remember(_ event: StoreEvent) -> StoreEvent {
    history.append(event)
    // Dropping half at a time keeps the cost of forgetting constant per write.
    if history.count > historyLimit {
      let dropped = history.count - historyLimit / 2
      forgotten = history[dropped - 1].revision
      history.removeFirst(dropped)
    }
    return event
  }
}

extension Array {
  /// The first index whose element satisfies a condition that holds for everything after it.
  fileprivate func partitioningIndex(_ holds: (Element) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if holds(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
