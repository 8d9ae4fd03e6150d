import JSON

/// A set of fields of an object, as a tree (the form of `fieldsV1`).
struct FieldSet: Sendable, Hashable {
  /// Whether the place itself is in the set.
  var isMember = false
  var children: [FieldStep: FieldSet] = [:]

  static let member = FieldSet(isMember: true)

  var isEmpty: Bool { !isMember && children.isEmpty }

  func union(_ other: FieldSet) -> FieldSet {
    FieldSet(
      isMember: isMember || other.isMember, children: children.merging(other.children) { $0.union($1) })
  }

  func intersection(_ other: FieldSet) -> FieldSet {
    var result = FieldSet(isMember: isMember && other.isMember)
    for (step, child) in children {
      guard let match = other.children[step] else { continue }
      let shared = child.intersection(match)
      if !shared.isEmpty { result.children[step] = shared }
    }
    return result
  }

  func subtracting(_ other: FieldSet) -> FieldSet {
    var result = FieldSet(isMember: isMember && !other.isMember)
    for (step, child) in children {
      let rest = other.children[step].map(child.subtracting) ?? child
      if !rest.isEmpty { result.children[step] = rest }
    }
    return result
  }

  /// Adds a child unless it is empty.
  mutating func insert(_ step: FieldStep, _ child: FieldSet) {
    if !child.isEmpty { children[step] = child }
  }

  /// The paths of the members, sorted: `.spec.replicas`.
  var paths: [String] {
    let inner = children.flatMap { step, child in child.paths.map { step.shown + $0 } }.sorted()
    return isMember ? [""] + inner : inner
  }
}

extension FieldSet {
  /// `fieldsV1`.
  var json: JSONValue {
    var object = JSONObject()
    if isMember, !children.isEmpty { object["."] = [:] }
    for (text, child) in children.map({ ($0.text, $1) }).sorted(by: { $0.0 < $1.0 }) { object[text] = child.json }
    return .object(object)
  }

  /// Reads `fieldsV1`; `nil` when malformed or nested deeper than 64.
  init?(reading json: JSONValue, depth: Int = 0) {
    guard depth <= 64, let object = json.objectValue else { return nil }
    if object.isEmpty {
      isMember = depth > 0
      return
    }
    for (text, value) in object {
      if text == "." {
        isMember = true
      } else {
        guard let step = FieldStep(reading: text), let child = FieldSet(reading: value, depth: depth + 1) else {
          return nil
        }
        children[step] = child
      }
    }
  }
}
