/// Operators and methods that evaluate both operands, left first, and then look at their types.
package enum BinaryOperator: String, Sendable, CaseIterable {
  case equal = "=="
  case notEqual = "!="
  case less = "<"
  case lessOrEqual = "<="
  case greater = ">"
  case greaterOrEqual = ">="
  case within = "in"
  case add = "+"
  case subtract = "-"
  case multiply = "*"
  case contains
  case containsAll
  case containsAny
  case getTag
  case hasTag
}
