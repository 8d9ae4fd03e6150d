/// What a schema declares, by qualified name, and what names refer to.
struct SchemaNames {
  enum Target: Equatable {
    case commonType(String)
    case entityType(String)
  }

  enum Reference {
    case either, commonType, entityType

    var noun: String {
      switch self {
      case .either: "a type"
      case .commonType: "a common type"
      case .entityType: "an entity type"
      }
    }
  }

  private let document: SchemaDocument
  private(set) var commonTypes: Set<String> = []
  /// Those that are declared; the types of actions are not.
  private(set) var entityTypes: Set<String> = []
  private(set) var actionTypes: Set<String> = []

  init(_ document: SchemaDocument) throws(Diagnostic) {
    self.document = document
    for namespace in document.namespaces {
      for definition in namespace.commonTypes {
        commonTypes.insert(definition.name.qualified(with: namespace.name).text)
      }
      for definition in namespace.entityTypes {
        guard definition.name.text != "Action" else {
          throw document.diagnostic(
            .meaning, "`Action` is the type of the actions; no entity type has that name",
            at: definition.name.origin)
        }
        entityTypes.insert(definition.name.qualified(with: namespace.name).text)
      }
      if !namespace.actions.isEmpty { actionTypes.insert(namespace.actionType.text) }
    }
    try refuseShadowing()
    for builtin in BuiltinType.allCases {
      commonTypes.insert(SchemaName.builtin(builtin.rawValue).text)
      if !entityTypes.contains(builtin.rawValue) { commonTypes.insert(builtin.rawValue) }
    }
  }

  /// A declaration in a namespace may not have the name of one in the empty namespace (RFC 70).
  private func refuseShadowing() throws(Diagnostic) {
    guard let empty = document.namespaces.first, empty.name == nil else { return }
    let types = Set(empty.commonTypes.map(\.name.text) + empty.entityTypes.map(\.name.text))
    let actions = Set(empty.actions.map(\.id))
    for namespace in document.namespaces.dropFirst() {
      let names = namespace.commonTypes.map(\.name) + namespace.entityTypes.map(\.name)
      if let name = names.first(where: { types.contains($0.text) }) {
        throw document.diagnostic(
          .meaning, "`\(name.qualified(with: namespace.name))` would hide `\(name)` of the empty namespace",
          at: name.origin)
      }
      if let action = namespace.actions.first(where: { actions.contains($0.id) }) {
        throw document.diagnostic(
          .meaning,
          "`\(namespace.actionType)::\(action.id.quoted)` would hide `Action::\(action.id.quoted)` of the empty namespace",
          at: action.origin)
      }
    }
  }

  /// What `name` refers to where it stands in `namespace`: there, else in the empty namespace; a common type before
  /// an entity type (RFC 24).
  func target(_ name: SchemaName, _ reference: Reference, in namespace: SchemaName?) -> Target? {
    for candidate in Self.candidates(name, in: namespace) {
      if reference != .entityType, commonTypes.contains(candidate) { return .commonType(candidate) }
      guard reference != .commonType else { continue }
      if entityTypes.contains(candidate) || actionTypes.contains(candidate) { return .entityType(candidate) }
    }
    return nil
  }

  func resolve(_ name: SchemaName, _ reference: Reference, in namespace: SchemaName?) throws(Diagnostic) -> Target {
    if let target = target(name, reference, in: namespace) { return target }
    var known: [String] = []
    if reference != .entityType { known += commonTypes.filter { !$0.hasPrefix(SchemaName.builtin) } }
    if reference != .commonType { known += entityTypes }
    let hint = Suggestion.hint(for: name.text, among: known)
    throw document.diagnostic(.meaning, "`\(name)` is not declared as \(reference.noun)\(hint)", at: name.origin)
  }

  /// A declared entity type, as the parent of another or as what an action applies to: not the type of actions.
  func entityType(_ name: SchemaName, in namespace: SchemaName?) throws(Diagnostic) -> EntityType {
    guard case .entityType(let text) = try resolve(name, .entityType, in: namespace), entityTypes.contains(text) else {
      throw document.diagnostic(.meaning, "`\(name)` is the type of actions; an entity type is needed", at: name.origin)
    }
    return EntityType(checked: [text])
  }

  /// The qualified names that `name` may stand for, the nearest first.
  static func candidates(_ name: SchemaName, in namespace: SchemaName?) -> [String] {
    guard namespace != nil, !name.isQualified else { return [name.text] }
    return [name.qualified(with: namespace).text, name.text]
  }
}
