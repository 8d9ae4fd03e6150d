/// Sorts common types so that whatever one uses comes before it.
struct CommonTypeOrder {
  struct Entry {
    let name: String
    let namespace: SchemaName?
    let definition: CommonTypeDefinition
  }

  private let document: SchemaDocument
  private var entries: [Entry] = []
  /// For each entry those that use it, and how many it uses itself.
  private var users: [[Int]] = []
  private var waiting: [Int] = []

  init(_ document: SchemaDocument, _ names: SchemaNames) throws(Diagnostic) {
    self.document = document
    var places: [String: Int] = [:]
    for namespace in document.namespaces {
      for definition in namespace.commonTypes {
        let name = definition.name.qualified(with: namespace.name).text
        places[name] = entries.count
        entries.append(Entry(name: name, namespace: namespace.name, definition: definition))
      }
    }
    users = Array(repeating: [], count: entries.count)
    waiting = Array(repeating: 0, count: entries.count)
    for (user, entry) in entries.enumerated() {
      var used: Set<Int> = []
      try entry.definition.type.forEachName { (name, reference) throws(Diagnostic) in
        if case .commonType(let text) = try names.resolve(name, reference, in: entry.namespace),
          let place = places[text], used.insert(place).inserted
        {
          users[place].append(user)
        }
      }
      waiting[user] = used.count
    }
  }

  /// - Throws: a diagnostic when types use one another in a circle.
  func sorted() throws(Diagnostic) -> [Entry] {
    var waiting = waiting
    var order = entries.indices.filter { waiting[$0] == 0 }
    var next = 0
    while next < order.count {
      for user in users[order[next]] {
        waiting[user] -= 1
        if waiting[user] == 0 { order.append(user) }
      }
      next += 1
    }
    guard order.count == entries.count else {
      let open = entries.indices.first { waiting[$0] > 0 } ?? 0
      throw document.diagnostic(
        .meaning, "the type `\(entries[open].name)` cannot be written out: it uses itself, or a type that does",
        at: entries[open].definition.name.origin)
    }
    return order.map { entries[$0] }
  }
}

extension TypeExpression {
  /// Visits the names in the expression.
  func forEachName(
    _ body: (SchemaName, SchemaNames.Reference) throws(Diagnostic) -> Void
  ) throws(Diagnostic) {
    switch self {
    case .named(let name): try body(name, .either)
    case .commonType(let name): try body(name, .commonType)
    case .entityType(let name): try body(name, .entityType)
    case .set(let element): try element.forEachName(body)
    case .record(let attributes):
      for attribute in attributes { try attribute.type.forEachName(body) }
    }
  }
}
