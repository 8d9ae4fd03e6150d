extension Expression: Hashable {
  /// Whether two expressions are written alike, wherever they stand. It tells `a != b` from `!(a == b)`, which mean the same.
  package static func == (left: Expression, right: Expression) -> Bool { left.node == right.node }

  package func hash(into hasher: inout Hasher) { hasher.combine(node) }
}

extension Expression.Node: Hashable {
  package static func == (left: Self, right: Self) -> Bool {
    switch (left, right) {
    case (.literal(let left), .literal(let right)): left == right
    case (.variable(let left), .variable(let right)): left == right
    case (.not(let left), .not(let right)), (.negate(let left), .negate(let right)): left == right
    case (.isEmpty(let left), .isEmpty(let right)): left == right
    case (.and(let left), .and(let right)), (.or(let left), .or(let right)): left == right
    case (.set(let left), .set(let right)): left == right
    case (.conditional(let a, let b, let c), .conditional(let d, let e, let f)): a == d && b == e && c == f
    case (.binary(let left, let a, let b), .binary(let right, let c, let d)): left == right && a == c && b == d
    case (.attribute(let left, let a), .attribute(let right, let b)): a == b && left == right
    case (.has(let left, let a), .has(let right, let b)): a == b && left == right
    case (.like(let left, let a), .like(let right, let b)): a == b && left == right
    case (.isType(let left, let a, let b), .isType(let right, let c, let d)): a == c && left == right && b == d
    case (.record(let left), .record(let right)):
      left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
    case (.call(let left, let a), .call(let right, let b)): left == right && a == b
    default: false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .literal(let value): hasher.combine(value)
    case .variable(let variable): hasher.combine(variable)
    case .not: hasher.combine(1)
    case .negate: hasher.combine(2)
    case .isEmpty: hasher.combine(3)
    case .and: hasher.combine(4)
    case .or: hasher.combine(5)
    case .set: hasher.combine(6)
    case .conditional: hasher.combine(7)
    case .binary(let operation, _, _): hasher.combine(operation)
    case .attribute(_, let name): hasher.combine(name)
    case .has(_, let path): hasher.combine(path)
    case .like(_, let pattern): hasher.combine(pattern)
    case .isType(_, let type, _): hasher.combine(type)
    case .record(let members): hasher.combine(members.map(\.key))
    case .call(let function, _): hasher.combine(function)
    }
    for child in children { hasher.combine(child) }
  }
}

extension Condition: Equatable {
  package static func == (left: Condition, right: Condition) -> Bool {
    left.kind == right.kind && left.body == right.body
  }
}
