@testable import Cedar

/// Expressions of every kind, from a seed.
struct RandomExpression: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  private static let strings: [CedarString] = [
    "", "a", "if", "__cedar", "a b", "*", "\\", "\"", "\n\r\t\0", "\u{7F}\u{85}", "\u{E9}", "e\u{301}", "\u{202E}",
    "\u{1F468}\u{200D}",
    "principal", "x*y",
  ]
  private static let names: [CedarString] = ["a", "b", "principal", "_x1"]
  private static let integers: [Int64] = [0, 1, -1, 5, .max, .min]
  private static let types: [EntityType] = ["A", "A::B", "Action", "principal"]

  private mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[Int(next() % UInt64(elements.count))]
  }

  private mutating func many<Element>(_ range: ClosedRange<Int>, _ element: (inout Self) -> Element) -> [Element] {
    (0..<Int.random(in: range, using: &self)).map { _ in element(&self) }
  }

  mutating func expression(depth: Int) -> Expression {
    guard depth > 0 else { return Expression(leaf()) }
    let operand = { (random: inout Self) in random.expression(depth: depth - 1) }
    switch Int.random(in: 0..<16, using: &self) {
    case 0: return Expression(.not(operand(&self)))
    case 1: return Expression(.negate(operand(&self)))
    case 2: return Expression(.and(many(2...3, operand)))
    case 3: return Expression(.or(many(2...3, operand)))
    case 4:
      return Expression(
        .conditional(condition: operand(&self), then: operand(&self), otherwise: operand(&self)))
    case 5: return Expression(.isEmpty(operand(&self)))
    case 6: return Expression(.attribute(operand(&self), pick(Self.strings)))
    case 7: return Expression(.has(operand(&self), [pick(Self.strings)]))
    case 8: return Expression(.has(operand(&self), many(1...3) { $0.pick(Self.names) }))
    case 9:
      return Expression(
        .like(operand(&self), Pattern(pieces: many(1...3) { Array($0.pick(Self.strings).string.utf8) })))
    case 10: return Expression(.isType(operand(&self), pick(Self.types), within: many(0...1, operand).first))
    case 11: return Expression(.set(many(0...3, operand)))
    case 12:
      return Expression(.record(many(0...1) { ($0.pick(Self.strings), operand(&$0)) }))
    case 13: return Expression(.call(pick(ExtensionFunction.allCases), many(1...3, operand)))
    default: return Expression(.binary(pick(BinaryOperator.allCases), operand(&self), operand(&self)))
    }
  }

  private mutating func leaf() -> Expression.Node {
    switch Int.random(in: 0..<5, using: &self) {
    case 0: .literal(.bool(next() % 2 == 0))
    case 1: .literal(.string(pick(Self.strings)))
    case 2: .literal(.entity(EntityUID(pick(Self.types), pick(Self.strings))))
    case 3: .variable(pick(Variable.allCases))
    default: .literal(.long(pick(Self.integers)))
    }
  }
}
