/// An expression without its sugar, as the type rules are stated. Each term knows which others it equals in shape, so
/// that what is learned of `principal.manager` in one place holds in another.
struct Term: Sendable {
  indirect enum Node: Sendable {
    case boolean(Bool)
    case long
    case string(CedarString)
    case entity(EntityUID)
    /// A value of a type that no literal has; its parts were checked where it was read.
    case value(SchemaType)
    case variable(Variable)
    case not(Term)
    case negate(Term)
    /// `a && b && …`, two or more, from the left.
    case and([Term])
    case or([Term])
    case conditional(condition: Term, then: Term, otherwise: Term)
    /// Of the operators, without `!=`, `>` and `>=`.
    case binary(BinaryOperator, Term, Term)
    case isEmpty(Term)
    case attribute(Term, CedarString)
    /// `e has a`; `access` is the shape of `e.a`.
    case has(Term, CedarString, access: Shape)
    /// `e.hasTag(t)`; `access` is the shape of `e.getTag(t)`.
    case hasTag(Term, Term, access: Shape)
    case like(Term, Pattern)
    case isType(Term, EntityType)
    case set([Term])
    case record([(key: CedarString, value: Term)])
    case call(ExtensionFunction, [Term])
  }

  /// Terms of one policy have the same shape when they are written alike, places aside.
  struct Shape: Sendable, Hashable {
    let number: Int
  }

  let node: Node
  let shape: Shape
  /// Of the expression that it came of.
  let range: SourceRange
}

extension Term.Node {
  /// The direct parts, in the order in which they are evaluated.
  var children: [Term] {
    switch self {
    case .boolean, .long, .string, .entity, .value, .variable: []
    case .not(let operand), .negate(let operand), .isEmpty(let operand), .like(let operand, _): [operand]
    case .attribute(let subject, _), .has(let subject, _, _), .isType(let subject, _): [subject]
    case .and(let operands), .or(let operands), .set(let operands), .call(_, let operands): operands
    case .conditional(let condition, let then, let otherwise): [condition, then, otherwise]
    case .binary(_, let left, let right), .hasTag(let left, let right, _): [left, right]
    case .record(let members): members.map(\.value)
    }
  }
}
