extension TypeChecker {
  /// The members have one type in common. `[]` has none at all.
  mutating func set(_ members: [Term], _ whole: Term) -> Answer {
    guard !members.isEmpty else {
      report(.emptySet, at: whole, "`[]` has no type", help: "`isEmpty` tells whether a set is empty")
      return .wrong()
    }
    var isRight = true
    var types: [ExpressionType] = []
    for member in members {
      let answer = check(member)
      isRight = isRight && answer.isRight
      if let type = answer.type { types.append(type) }
    }
    guard types.count == members.count else { return .wrong() }
    var bound = types[0]
    for (member, type) in zip(members, types).dropFirst() {
      guard let wider = ExpressionType.leastUpperBound(bound, type) else {
        report(
          .incompatibleTypes, at: member, "a set of \(bound) has no member of type \(type)",
          help: Hint.incompatible(bound, type))
        return .wrong()
      }
      bound = wider
    }
    return isRight ? Answer(type: .set(bound)) : .wrong(.set(bound))
  }

  mutating func record(_ members: [(key: CedarString, value: Term)]) -> Answer {
    var isRight = true
    var types: [CedarString: ExpressionType] = [:]
    for member in members {
      let answer = check(member.value)
      isRight = isRight && answer.isRight
      types[member.key] = answer.type
    }
    guard types.count == members.count else { return .wrong() }
    return isRight ? Answer(type: .record(types)) : .wrong(.record(types))
  }

  mutating func call(_ function: ExtensionFunction, _ arguments: [Term], _ whole: Term) -> Answer {
    let expected = function.argumentTypes
    var isRight = true
    if arguments.count != expected.count {
      let receiver = function.isConstructor ? 0 : 1
      let count = expected.count - receiver
      report(
        .wrongArgumentCount, at: whole,
        "`\(function.rawValue)` takes \(count) argument\(count == 1 ? "" : "s"), not \(arguments.count - receiver)")
      isRight = false
    }
    if function.isConstructor, function != .unknown, !checkLiterals(function, arguments, whole) { isRight = false }
    guard isRight else {
      for argument in arguments { _ = check(argument) }
      return .wrong(function.resultType.map(ExpressionType.declared))
    }
    for (argument, type) in zip(arguments, expected) {
      let answer = expect(.exactly(type), of: argument)
      isRight = isRight && answer.isRight
    }
    let type = function.resultType.map(ExpressionType.declared)
    return isRight ? Answer(type: type) : .wrong(type)
  }

  /// A constructor's argument is a literal, so that it can be read before any request.
  private mutating func checkLiterals(_ function: ExtensionFunction, _ arguments: [Term], _ whole: Term) -> Bool {
    var isRight = true
    if arguments.count == 1, case .string(let text) = arguments[0].node, (try? function.construct(.string(text))) == nil
    {
      report(.invalidArgument, at: whole, "\(text.quoted) is not \(Self.form(function))")
      isRight = false
    }
    if let other = arguments.first(where: { !isLiteral($0) }) {
      report(
        .nonLiteralArgument, at: other, "`\(function.rawValue)` takes a string literal, so that it can be checked here")
      isRight = false
    }
    return isRight
  }

  private static func form(_ function: ExtensionFunction) -> String {
    switch function {
    case .decimal: "a decimal: one to four digits after the point, as in `12.34`"
    case .ip: "an IP address or a range of them, as in `10.0.0.0/8`"
    case .datetime: "a datetime, as in `2024-12-31` or `2024-12-31T23:59:59Z`"
    default: "a duration, as in `1d12h` or `90s`"
    }
  }
}
