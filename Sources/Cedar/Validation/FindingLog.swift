/// What was found in one policy, each cause once however many kinds of request show it.
struct FindingLog {
  /// One cause: the kind of the finding and the term it is about.
  struct Cause: Hashable {
    let kind: ValidationFinding.Kind
    let range: SourceRange
    let shape: Term.Shape?
  }

  private let subject: ValidationSubject
  private(set) var findings: [Cause: ValidationFinding] = [:]
  /// What the kind of request at hand shows.
  private var current: Set<Cause> = []
  var suggestions: Suggestions

  init(_ subject: ValidationSubject, _ suggestions: Suggestions) {
    self.subject = subject
    self.suggestions = suggestions
  }

  /// Notes a cause.
  /// - Returns: whether it is the first time, so that there is something to say.
  mutating func isNew(_ cause: Cause) -> Bool {
    current.insert(cause)
    return findings[cause] == nil
  }

  mutating func add(_ cause: Cause, _ message: String, help: String?, _ environment: RequestEnvironment?) {
    findings[cause] = ValidationFinding(
      policyID: subject.id, kind: cause.kind, message: message, help: help, source: subject.source, range: cause.range,
      environment: environment)
  }

  /// This log, for another to go on with; none is left here, so that no copy is made.
  mutating func moved() -> FindingLog {
    defer { (findings, current) = ([:], []) }
    return self
  }

  /// The causes that showed since the last time.
  mutating func take() -> Set<Cause> {
    defer { current = [] }
    return current
  }
}
