/// What a policy's conditions look at in each variable of the request. Kinds of request that agree in it get the same
/// types throughout, so that one of them stands for all.
struct VariableUses {
  enum Use: Hashable {
    case attribute(CedarString)
    case tags
    case isType(EntityType)
    case equals(EntityUID)
    case within([EntityUID])
    /// In another way: only what is of the same type looks the same.
    case whole
  }

  private(set) var principal: Set<Use> = []
  private(set) var action: Set<Use> = []
  private(set) var resource: Set<Use> = []
  private(set) var context: Set<Use> = []

  init(_ conditions: [Term]) {
    for condition in conditions { look(at: condition) }
  }

  private mutating func look(at term: Term) {
    switch term.node {
    case .variable(let variable): add(.whole, of: variable)
    case .attribute(let subject, let name), .has(let subject, let name, _):
      look(at: subject, as: .attribute(name))
    case .isType(let subject, let type): look(at: subject, as: .isType(type))
    case .binary(.getTag, let subject, let tag), .hasTag(let subject, let tag, _):
      look(at: subject, as: .tags)
      look(at: tag)
    case .binary(.equal, let left, let right):
      look(at: left, as: Self.entities(right, inSet: false).map { .equals($0[0]) })
      look(at: right, as: Self.entities(left, inSet: false).map { .equals($0[0]) })
    case .binary(.within, let left, let right):
      look(at: left, as: Self.entities(right, inSet: true).map { .within($0) })
      look(at: right)
    default:
      for child in term.node.children { look(at: child) }
    }
  }

  private mutating func look(at subject: Term, as use: Use?) {
    guard let use, case .variable(let variable) = subject.node else { return look(at: subject) }
    add(use, of: variable)
  }

  private mutating func add(_ use: Use, of variable: Variable) {
    switch variable {
    case .principal: Self.add(use, to: &principal)
    case .action: Self.add(use, to: &action)
    case .resource: Self.add(use, to: &resource)
    case .context: Self.add(use, to: &context)
    }
  }

  private static func add(_ use: Use, to uses: inout Set<Use>) {
    guard !uses.contains(.whole) else { return }
    if use == .whole { uses = [] }
    uses.insert(use)
  }

  private static func entities(_ term: Term, inSet: Bool) -> [EntityUID]? {
    if case .entity(let uid) = term.node { return [uid] }
    guard inSet, case .set(let members) = term.node else { return nil }
    let uids = members.compactMap { entities($0, inSet: false)?[0] }
    return uids.count == members.count ? uids : nil
  }
}
