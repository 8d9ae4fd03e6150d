/// Writes expressions as Cedar text, with no more parentheses than reading them back needs.
struct ExpressionPrinter {
  /// How tightly the parts of the grammar bind, loosest first.
  enum Binding: Int, Comparable {
    case conditional, or, and, relation, sum, product, sign, member

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// The language allows so many `!` or `-` in a row.
  private static let signLimit = 4

  private(set) var text = ""

  mutating func put(_ string: String) { text += string }

  /// Writes an expression, in parentheses where it binds less tightly than its place asks.
  mutating func write(_ expression: Expression, in place: Binding = .conditional) {
    let isOpen = Self.binding(expression.node) < place
    if isOpen { put("(") }
    writeBare(expression)
    if isOpen { put(")") }
  }

  static func binding(_ node: Expression.Node) -> Binding {
    switch node {
    case .literal(.long(let value)) where value < 0: .sign
    case .literal, .variable, .isEmpty, .attribute, .set, .record, .call: .member
    case .not, .negate: .sign
    case .and: .and
    case .or: .or
    case .conditional: .conditional
    case .has(let subject, let path): hasTests(subject, path) == nil ? .relation : .and
    case .like, .isType: .relation
    case .binary(let operation, _, _): binding(operation)
    }
  }

  private static func binding(_ operation: BinaryOperator) -> Binding {
    switch operation {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .within: .relation
    case .add, .subtract: .sum
    case .multiply: .product
    case .contains, .containsAll, .containsAny, .getTag, .hasTag: .member
    }
  }

  private mutating func writeBare(_ expression: Expression) {
    switch expression.node {
    case .literal(let value): write(literal: value)
    case .variable(let variable): put(variable.rawValue)
    case .not(let operand): write(sign: "!", operand)
    case .negate(let operand): write(sign: "-", operand)
    case .and(let operands): write(operands, separator: " && ", in: .relation)
    case .or(let operands): write(operands, separator: " || ", in: .and)
    case .conditional(let condition, let then, let otherwise):
      put("if ")
      write(condition)
      put(" then ")
      write(then)
      put(" else ")
      write(otherwise)
    case .binary(let operation, let left, let right): write(operation, left, right)
    case .isEmpty(let operand):
      write(operand, in: .member)
      put(".isEmpty()")
    case .attribute(let subject, let name):
      write(subject, in: .member)
      put(Identifiers.isNamePart(name.string) ? ".\(name)" : "[\(name.quoted)]")
    case .has(let subject, let path): writeHas(subject, path)
    case .like(let operand, let pattern):
      write(operand, in: .sum)
      put(" like \(pattern.quoted)")
    case .isType(let operand, let type, let within):
      write(operand, in: .sum)
      put(" is \(type)")
      guard let within else { return }
      put(" in ")
      write(within, in: .sum)
    case .set(let members): writeList("[", members, "]")
    case .record(let members): write(record: members)
    case .call(let function, let arguments): write(function, arguments)
    }
  }

  private mutating func write(literal value: Value) {
    switch value {
    case .bool(let bool): put(bool ? "true" : "false")
    case .long(let long): put(String(long))
    case .string(let string): put(string.quoted)
    case .entity(let entity): put(entity.description)
    case .set, .record, .decimal, .ip, .datetime, .duration: write(Expression(value), in: .member)
    }
  }

  /// A minus sign and digits are one literal, so that the minus of a positive literal needs parentheses.
  private mutating func write(sign: String, _ operand: Expression) {
    put(sign)
    if case .literal(.long(0...)) = operand.node, sign == "-" {
      put("(")
      writeBare(operand)
      put(")")
    } else {
      let signs = Self.signs(of: operand.node, sign)
      write(operand, in: signs > 0 && signs < Self.signLimit ? .sign : .member)
    }
  }

  /// How many of `sign` an expression begins with.
  private static func signs(of node: Expression.Node, _ sign: String) -> Int {
    var node = node
    var count = 0
    while true {
      switch node {
      case .not(let operand) where sign == "!": node = operand.node
      case .negate(let operand) where sign == "-": node = operand.node
      case .literal(.long(..<0)) where sign == "-": return count + 1
      default: return count
      }
      count += 1
    }
  }

  private mutating func write(_ operands: [Expression], separator: String, in place: Binding) {
    for (position, operand) in operands.enumerated() {
      if position > 0 { put(separator) }
      write(operand, in: place)
    }
  }
}
