import JSON

/// An expression in Cedar's JSON policy format, with the measures that keep it in bounds.
struct ExpressionJSON {
  let json: JSONValue
  /// Objects in it, counted as often as they are written.
  private let size: Int
  /// Nesting of its objects and arrays.
  private let height: Int

  /// What `has a.b.c` is written out to at most; it repeats its operand. A longer one keeps the array form of Cedar 4.5.
  private static let sizeLimit = 10_000
  /// The nesting of a chain of `&&` or `||` that readers of JSON, which stop at 127 levels, still read.
  private static let heightLimit = 110

  init(_ expression: Expression) {
    switch expression.node {
    case .literal(let value): self = Self.literal(value)
    case .variable(let variable): self.init(["Var": .string(variable.rawValue)], [])
    case .not(let operand): self.init("!", arg: Self(operand))
    case .negate(let operand): self.init("neg", arg: Self(operand))
    case .isEmpty(let operand): self.init("isEmpty", arg: Self(operand))
    case .and(let operands): self = Self.chain("&&", operands.map(Self.init))
    case .or(let operands): self = Self.chain("||", operands.map(Self.init))
    case .binary(let operation, let left, let right): self.init(operation.rawValue, Self(left), Self(right))
    case .attribute(let subject, let name): self = Self.attribute(Self(subject), name)
    case .has(let subject, let path): self = Self.has(Self(subject), path)
    case .like(let operand, let pattern):
      let operand = Self(operand)
      self.init(["like": ["left": operand.json, "pattern": pattern.json]], [operand])
    case .isType(let operand, let type, let within): self.init(Self(operand), type, within.map(Self.init))
    case .conditional(let condition, let then, let otherwise):
      let parts = (Self(condition), Self(then), Self(otherwise))
      self.init(
        ["if-then-else": ["if": parts.0.json, "then": parts.1.json, "else": parts.2.json]],
        [parts.0, parts.1, parts.2])
    case .set(let members): self.init(list: "Set", members.map(Self.init))
    case .call(let function, let arguments): self.init(list: function.rawValue, arguments.map(Self.init))
    case .record(let members):
      var object = JSONObject()
      var values: [Self] = []
      for member in members {
        values.append(Self(member.value))
        object[member.key.string] = values[values.count - 1].json
      }
      self.init(["Record": .object(object)], values)
    }
  }

  /// Literals of policies are simple values; one of another kind is written as the expression that builds it.
  private static func literal(_ value: Value) -> Self {
    switch value {
    case .bool(let bool): Self(["Value": .bool(bool)], [])
    case .long(let long): Self(["Value": .int(Int(long))], [])
    case .string(let string): Self(["Value": .string(string.string)], [])
    case .entity(let entity): Self(["Value": ["__entity": entity.json]], [])
    case .set, .record, .decimal, .ip, .datetime, .duration: Self(Expression(value))
    }
  }

  private init(_ json: JSONValue, _ parts: [Self]) {
    self.json = json
    size = parts.reduce(1) { $0 + $1.size }
    height = 2 + (parts.map(\.height).max() ?? 0)
  }

  private init(_ name: String, arg: Self) { self.init([name: ["arg": arg.json]], [arg]) }

  private init(_ name: String, _ left: Self, _ right: Self) {
    self.init([name: ["left": left.json, "right": right.json]], [left, right])
  }

  private init(list name: String, _ parts: [Self]) { self.init([name: .array(parts.map(\.json))], parts) }

  private init(_ operand: Self, _ type: EntityType, _ within: Self?) {
    var fields: JSONObject = ["left": operand.json, "entity_type": .string(type.description)]
    fields["in"] = within?.json
    self.init(["is": .object(fields)], [operand] + (within.map { [$0] } ?? []))
  }

  private static func attribute(_ subject: Self, _ name: CedarString) -> Self {
    Self([".": ["left": subject.json, "attr": .string(name.string)]], [subject])
  }

  /// `has a.b` is written out as `has a && .a has b`.
  private static func has(_ subject: Self, _ path: [CedarString]) -> Self {
    guard (subject.size + path.count) * path.count <= sizeLimit else {
      return Self(["has": ["left": subject.json, "attr": .array(path.map { .string($0.string) })]], [subject])
    }
    var subject = subject
    var tests: [Self] = []
    for name in path {
      tests.append(Self(["has": ["left": subject.json, "attr": .string(name.string)]], [subject]))
      subject = attribute(subject, name)
    }
    return chain("&&", tests)
  }

  /// The first operands together to the left of the last one, as `a && b && c` is read. A chain too long for that is
  /// written in halves, which mean the same: the order of evaluation stays.
  private static func chain(_ name: String, _ parts: [Self]) -> Self {
    guard let first = parts.first else { preconditionFailure("a chain has operands") }
    var nested = first
    for part in parts.dropFirst() {
      nested = Self(name, nested, part)
      guard nested.height <= heightLimit else { return halved(name, parts[...]) }
    }
    return nested
  }

  private static func halved(_ name: String, _ parts: ArraySlice<Self>) -> Self {
    guard parts.count > 1 else { return parts[parts.startIndex] }
    let middle = parts.startIndex + parts.count / 2
    return Self(name, halved(name, parts[..<middle]), halved(name, parts[middle...]))
  }
}

extension Pattern {
  /// `"Wildcard"`, and a `{"Literal":…}` for each scalar.
  fileprivate var json: JSONValue {
    var elements: [JSONValue] = []
    for (position, piece) in pieces.enumerated() {
      if position > 0 { elements.append("Wildcard") }
      for scalar in String(decoding: piece, as: UTF8.self).unicodeScalars {
        elements.append(["Literal": .string(String(scalar))])
      }
    }
    return .array(elements)
  }
}
