extension ExpressionPrinter {
  mutating func write(_ operation: BinaryOperator, _ left: Expression, _ right: Expression) {
    switch operation {
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual, .within:
      write(left, in: .sum)
      put(" \(operation.rawValue) ")
      write(right, in: .sum)
    case .add, .subtract:
      write(left, in: .sum)
      put(" \(operation.rawValue) ")
      write(right, in: .product)
    case .multiply:
      write(left, in: .product)
      put(" * ")
      write(right, in: .sign)
    case .contains, .containsAll, .containsAny, .getTag, .hasTag:
      write(left, in: .member)
      put(".\(operation.rawValue)(")
      write(right)
      put(")")
    }
  }

  /// A constructor as a function, everything else as a method of its first argument.
  mutating func write(_ function: ExtensionFunction, _ arguments: [Expression]) {
    guard !function.isConstructor, let receiver = arguments.first else {
      put(function.rawValue)
      return writeList("(", arguments, ")")
    }
    write(receiver, in: .member)
    put(".\(function.rawValue)")
    writeList("(", Array(arguments.dropFirst()), ")")
  }

  mutating func writeList(_ open: String, _ members: [Expression], _ close: String) {
    put(open)
    for (position, member) in members.enumerated() {
      if position > 0 { put(", ") }
      write(member)
    }
    put(close)
  }

  mutating func write(record members: [(key: CedarString, value: Expression)]) {
    put("{")
    for (position, member) in members.enumerated() {
      if position > 0 { put(", ") }
      put(Identifiers.isNamePart(member.key.string) ? member.key.string : member.key.quoted)
      put(": ")
      write(member.value)
    }
    put("}")
  }

  mutating func writeHas(_ subject: Expression, _ path: [CedarString]) {
    if let tests = Self.hasTests(subject, path) { return write(Expression(.and(tests)), in: .and) }
    write(subject, in: .sum)
    put(" has ")
    let isPlain = path.allSatisfy { Identifiers.isNamePart($0.string) }
    put(path.map { isPlain ? $0.string : $0.quoted }.joined(separator: "."))
  }

  /// A path that text has no form for, since one of its names is not an identifier, written out as `has a && .a has b`;
  /// `nil` for the others, and for subjects that are not plain attributes: repeating those could take forever. Only
  /// policies read from JSON hold such paths.
  static func hasTests(_ subject: Expression, _ path: [CedarString]) -> [Expression]? {
    guard path.count > 1, !path.allSatisfy({ Identifiers.isNamePart($0.string) }), isPlain(subject) else { return nil }
    var subject = subject
    var tests: [Expression] = []
    for name in path {
      tests.append(Expression(.has(subject, [name])))
      subject = Expression(.attribute(subject, name))
    }
    return tests
  }

  private static func isPlain(_ subject: Expression) -> Bool {
    var node = subject.node
    while case .attribute(let inner, _) = node { node = inner.node }
    return node.children.isEmpty
  }
}

extension Expression: CustomStringConvertible {
  /// The expression as Cedar text, on one line.
  package var description: String {
    var printer = ExpressionPrinter()
    printer.write(self)
    return printer.text
  }
}

extension Pattern {
  /// As it is written after `like`.
  package var quoted: String {
    let pieces = pieces.map { piece in
      var text = ""
      for scalar in String(decoding: piece, as: UTF8.self).unicodeScalars {
        if scalar == "*" { text += "\\*" } else { CedarString.append(scalar, to: &text) }
      }
      return text
    }
    return "\"" + pieces.joined(separator: "*") + "\""
  }
}
