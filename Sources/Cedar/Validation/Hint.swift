/// What may have been meant, for messages.
enum Hint {
  static func membership(for found: ExpressionType) -> String? {
    if found.entityType != nil { return "`in` looks for an entity in another" }
    if found.isRecord { return "`has` looks for an attribute" }
    return found == .string ? "`like` looks into a string" : nil
  }

  static func attribute(for found: ExpressionType) -> String? {
    if found.element != nil { return "`contains` looks into a set" }
    return found == .string ? "`like` looks into a string" : nil
  }

  static func arithmetic(_ operation: BinaryOperator, for found: ExpressionType) -> String? {
    if found.element != nil { return "Cedar has no union or difference of sets" }
    return operation == .add && found == .string ? "Cedar does not join strings" : nil
  }

  static func emptyString(for found: ExpressionType) -> String? {
    found == .string ? "`== \"\"` tells whether a string is empty" : nil
  }

  static func typeTest(for found: ExpressionType) -> String? {
    found.entityType != nil ? "`is` looks at the type of an entity" : nil
  }

  /// Why two types have nothing in common.
  static func incompatible(_ left: ExpressionType, _ right: ExpressionType) -> String? {
    if left.entityType != nil, right.entityType != nil { return "entities of different types do not go together" }
    if left.isRecord, right.isRecord {
      return "records go together when they have the same attributes, of the same types and optional in both or in none"
    }
    return nil
  }
}
