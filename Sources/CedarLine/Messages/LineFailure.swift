/// Why an operation has no answer: the input that is at fault, and what is wrong with it.
package struct LineFailure: Error, Sendable, Hashable {
  package enum Stage: String, Sendable {
    case policies, schema, entities, request, unsupported
    /// The message itself, or the engine.
    case `internal`
  }

  package let stage: Stage
  package let message: String

  package init(_ stage: Stage, _ message: String) {
    self.stage = stage
    self.message = message
  }

  /// What `work` throws, said of one stage.
  static func naming<Answer, Problem: Error>(
    _ stage: Stage, _ work: () throws(Problem) -> Answer
  ) throws(LineFailure) -> Answer {
    do throws(Problem) {
      return try work()
    } catch {
      throw LineFailure(stage, "\(error)")
    }
  }
}
