/// The resources that are served now: the built-in ones and those of CustomResourceDefinitions.
package struct ResourceRegistry: Sendable {
  private var byResource: [GroupResource: ResourceType]

  package init() {
    byResource = Dictionary(BuiltInTypes.all.map { ($0.groupResource, $0) }) { first, _ in first }
  }

  package subscript(resource: GroupResource) -> ResourceType? { byResource[resource] }

  /// All types in the order of group and plural.
  package var all: [ResourceType] {
    byResource.values.sorted { ($0.group, $0.plural) < ($1.group, $1.plural) }
  }

  /// The groups with their versions, the preferred first.
  var groups: [(name: String, versions: [String])] {
    let names = Set(all.map(\.group)).sorted()
    return names.map { name in
      let versions = Set(all.filter { $0.group == name }.flatMap { $0.versions.map(\.name) })
      return (name, versions.sorted { APIVersionOrder.isBefore($0, $1) })
    }
  }

  func types(group: String, version: String) -> [ResourceType] {
    all.filter { $0.group == group && $0.version(version) != nil }
  }

  mutating func add(_ type: ResourceType) { byResource[type.groupResource] = type }
  mutating func remove(_ resource: GroupResource) { byResource[resource] = nil }
}

/// The order of versions in discovery: stable before beta before alpha, higher numbers first.
enum APIVersionOrder {
  static func isBefore(_ left: String, _ right: String) -> Bool {
    switch (rank(left), rank(right)) {
    case (let left?, let right?): left.lexicographicallyPrecedes(right) { $0 > $1 }
    case (.some, nil): true
    case (nil, .some): false
    case (nil, nil): left < right
    }
  }

  /// Stability, major and minor number; `nil` for names of another form.
  private static func rank(_ name: String) -> [Int]? {
    guard name.first == "v" else { return nil }
    var rest = name.dropFirst()
    let major = rest.prefix { $0.isNumber }
    rest = rest.dropFirst(major.count)
    guard let first = Int(major) else { return nil }
    if rest.isEmpty { return [3, first, 0] }
    for (stability, label) in [(2, "beta"), (1, "alpha")] where rest.hasPrefix(label) {
      return Int(rest.dropFirst(label.count)).map { [stability, first, $0] }
    }
    return nil
  }
}
