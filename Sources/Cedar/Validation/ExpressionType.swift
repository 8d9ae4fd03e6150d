/// The type that the validator infers for an expression.
///
/// What a schema declares stays as it is declared. Beside it stand the two types of one value each, which let the
/// validator see that a branch is dead, and the sets and records of literals, whose members may have such a type.
indirect enum ExpressionType: Sendable, Hashable {
  /// `True` or `False`: the expression has this value whenever it has one.
  case constant(Bool)
  case declared(SchemaType)
  case set(ExpressionType)
  /// A record literal: every attribute is there.
  case record([CedarString: ExpressionType])

  static let bool = ExpressionType.declared(.bool)
  static let long = ExpressionType.declared(.long)
  static let string = ExpressionType.declared(.string)

  static func entity(_ type: EntityType) -> ExpressionType { .declared(.entity(type)) }
}

extension ExpressionType {
  var isBoolean: Bool {
    switch self {
    case .constant, .declared(.bool): true
    default: false
    }
  }

  var isRecord: Bool {
    switch self {
    case .record, .declared(.record): true
    default: false
    }
  }

  var entityType: EntityType? {
    if case .declared(.entity(let type)) = self { type } else { nil }
  }

  /// What a set has as its members; `nil` of what is not a set.
  var element: ExpressionType? {
    switch self {
    case .set(let element): element
    case .declared(.set(let element)): .declared(element)
    default: nil
    }
  }
}
