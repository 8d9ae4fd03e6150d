import JSON

/// One open watch: which changes it wants and in which form.
struct WatchSubscription: Sendable {
  let target: ObjectTarget
  let selection: Selection
  let form: AnswerForm
  let included: ObjectTable.Included
  let sendsBookmarks: Bool
  let lines: AsyncStream<[UInt8]>.Continuation

  /// How many lines may wait for a slow reader. Beyond that its watch is ended, and it lists again.
  static let waitingLimit = 10_000

  /// The line that tells a change; `nil` when the watch does not want it. An object that a selector begins or ceases to
  /// match counts as added or deleted.
  func line(_ event: StoreEvent, now: Int) -> [UInt8]? {
    guard event.resource == target.resource,
      target.namespace == nil || !target.type.isNamespaced || event.object.objectNamespace == target.namespace
    else { return nil }
    let matched = event.previous.map(selection.matches) ?? false
    let matches = event.kind != .deleted && selection.matches(event.object)
    switch (matched, matches) {
    case (false, true): return line("ADDED", event.object, now: now)
    case (true, true): return line("MODIFIED", event.object, now: now)
    case (true, false): return line("DELETED", event.object, now: now)
    case (false, false): return nil
    }
  }

  func line(_ kind: String, _ object: JSONValue, now: Int) -> [UInt8] {
    var object = object
    object["apiVersion"] = .string(target.apiVersion)
    switch form {
    case .object: break
    case .metadata: object = ObjectTable.partial(object)
    case .table:
      let metadata: JSONValue = ["resourceVersion": .string(object.resourceVersion)]
      object = ObjectTable.table([object], target, included, now: now, metadata: metadata)
    }
    return Self.bytes(kind, object)
  }

  /// Tells the client how far it has seen everything.
  /// - Parameter endsInitialEvents: the objects of before the watch have all been sent.
  func bookmark(_ revision: Int, endsInitialEvents: Bool = false) -> [UInt8] {
    var object: JSONValue = [
      "kind": .string(target.type.kind), "apiVersion": .string(target.apiVersion),
      "metadata": ["resourceVersion": .string(String(revision)), "creationTimestamp": nil],
    ]
    if endsInitialEvents { object.setMetadata("annotations", ["k8s.io/initial-events-end": "true"]) }
    if form == .table {
      let metadata: JSONValue = ["resourceVersion": .string(String(revision))]
      object = ObjectTable.table([object], target, included, now: 0, metadata: metadata)
    }
    return Self.bytes("BOOKMARK", object)
  }

  static func bytes(_ kind: String, _ object: JSONValue) -> [UInt8] {
    let event: JSONValue = ["type": .string(kind), "object": object]
    return event.bytes() + [0x0A]
  }
}
