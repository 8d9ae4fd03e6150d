/// An expression as it was written, with its place.
package struct Expression: Sendable {
  /// Sugar stays as written: `!=`, `>`, `has a.b` and `is … in` are lowered by the evaluator alone.
  package indirect enum Node: Sendable {
    /// A boolean, an integer, a string or an entity.
    case literal(Value)
    case variable(Variable)
    case not(Expression)
    case negate(Expression)
    /// `a && b && …`: two operands or more, so that a long chain is not a deep tree.
    case and([Expression])
    case or([Expression])
    case conditional(condition: Expression, then: Expression, otherwise: Expression)
    case binary(BinaryOperator, Expression, Expression)
    case isEmpty(Expression)
    case attribute(Expression, CedarString)
    /// `has a.b.c`: one name or more.
    case has(Expression, [CedarString])
    case like(Expression, Pattern)
    case isType(Expression, EntityType, within: Expression?)
    case set([Expression])
    case record([(key: CedarString, value: Expression)])
    case call(ExtensionFunction, [Expression])
  }

  package let node: Node
  package let range: SourceRange
  private let storedDepth: Int32

  /// The longest way down to a leaf; one for a leaf. It bounds the recursion of whoever walks the tree.
  package var depth: Int { Int(storedDepth) }

  package init(_ node: Node, _ range: SourceRange = .none) {
    self.node = node
    self.range = range
    storedDepth = Int32(clamping: 1 + node.childDepth)
  }
}

extension Expression.Node {
  /// The direct operands, in the order in which they are evaluated.
  package var children: [Expression] {
    switch self {
    case .literal, .variable: []
    case .not(let operand), .negate(let operand), .isEmpty(let operand): [operand]
    case .attribute(let operand, _), .has(let operand, _), .like(let operand, _): [operand]
    case .and(let operands), .or(let operands), .set(let operands), .call(_, let operands): operands
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .binary(_, let left, let right): [left, right]
    case .isType(let operand, _, let within): [operand] + (within.map { [$0] } ?? [])
    case .record(let members): members.map(\.value)
    }
  }
}

extension Expression.Node {
  /// The depth of the deepest direct operand.
  fileprivate var childDepth: Int {
    switch self {
    case .literal, .variable: 0
    case .not(let operand), .negate(let operand), .isEmpty(let operand): operand.depth
    case .attribute(let operand, _), .has(let operand, _), .like(let operand, _): operand.depth
    case .binary(_, let left, let right): max(left.depth, right.depth)
    case .isType(let operand, _, let within): max(operand.depth, within?.depth ?? 0)
    case .conditional(let condition, let then, let otherwise): max(condition.depth, then.depth, otherwise.depth)
    case .and(let operands), .or(let operands), .set(let operands), .call(_, let operands):
      operands.reduce(0) { max($0, $1.depth) }
    case .record(let members): members.reduce(0) { max($0, $1.value.depth) }
    }
  }
}
