/// Infers the types of a policy's terms for one kind of request.
///
/// The rules are those of `Cedar/Validation/Typechecker.lean`. A term that is wrong still gets the type that it would
/// have were it right, where that is known, so that one mistake is reported once and others beside it too.
struct TypeChecker {
  /// What is known of a term.
  struct Answer {
    /// `nil` where the term is wrong in a way that leaves its type open.
    var type: ExpressionType?
    /// Whether the term and its parts are right.
    var isRight = true
    /// The attributes and tags that are there whenever the term is true.
    var learned: Set<Term.Shape> = []

    static func wrong(_ type: ExpressionType? = nil) -> Answer { Answer(type: type, isRight: false) }

    /// This answer, of a term that has these parts.
    func after(_ parts: Answer...) -> Answer {
      guard isRight, !parts.allSatisfy(\.isRight) else { return self }
      return .wrong(type)
    }
  }

  let facts: SchemaFacts
  let environment: RequestEnvironment
  let context: RecordType
  /// The attributes and tags that are there where the term at hand is evaluated.
  var known: Set<Term.Shape> = []
  var log: FindingLog

  init(_ facts: SchemaFacts, _ environment: RequestEnvironment, context: RecordType, _ log: FindingLog) {
    self.facts = facts
    self.environment = environment
    self.context = context
    self.log = log
  }

  mutating func report(
    _ kind: ValidationFinding.Kind, at term: Term, _ message: @autoclosure () -> String,
    help: @autoclosure () -> String? = nil
  ) {
    let cause = FindingLog.Cause(kind: kind, range: term.range, shape: term.shape)
    if log.isNew(cause) { log.add(cause, message(), help: help(), environment) }
  }

  mutating func check(_ term: Term) -> Answer {
    switch term.node {
    case .boolean(let value): return Answer(type: .constant(value))
    case .long: return Answer(type: .long)
    case .string: return Answer(type: .string)
    // One that is not declared is reported where the names are looked at.
    case .entity(let uid): return facts.isDeclared(uid) ? Answer(type: .entity(uid.type)) : .wrong()
    case .value(let type): return Answer(type: .declared(type))
    case .variable(let variable): return Answer(type: type(of: variable))
    case .not(let operand): return not(operand)
    case .negate(let operand): return Answer(type: .long).after(expect(.long, of: operand))
    case .and(let operands): return and(operands)
    case .or(let operands): return or(operands)
    case .conditional(let condition, let then, let otherwise): return conditional(condition, then, otherwise, term)
    case .binary(let operation, let left, let right): return binary(operation, left, right, term)
    case .isEmpty(let operand):
      return Answer(type: .bool).after(expect(.set, of: operand) { Hint.emptyString(for: $0) })
    case .attribute(let subject, let name): return attribute(subject, name, term)
    case .has(let subject, let name, let access): return has(subject, name, access)
    case .hasTag(let subject, let tag, let access): return hasTag(subject, tag, access)
    case .like(let operand, _):
      return Answer(type: .bool).after(expect(.string, of: operand) { Hint.typeTest(for: $0) })
    case .isType(let subject, let type): return isType(subject, type)
    case .set(let members): return set(members, term)
    case .record(let members): return record(members)
    case .call(let function, let arguments): return call(function, arguments, term)
    }
  }

  private func type(of variable: Variable) -> ExpressionType {
    switch variable {
    case .principal: .entity(environment.principal)
    case .action: .entity(environment.action.type)
    case .resource: .entity(environment.resource)
    case .context: .declared(.record(context))
    }
  }
}
