extension Machine {
  /// What a step says: an answer, or why there is none.
  enum Answer: Equatable {
    case no, yes
    case failed(EvaluationError.Code)

    @inline(__always)
    init(_ bool: Bool) { self = bool ? .yes : .no }

    static let type = Answer.failed(.type)
  }
}

extension Instruction {
  /// What a slot is compared with.
  @inline(__always)
  var constant: Cell { Cell(Cell.Tag(rawValue: UInt8(truncatingIfNeeded: slot >> 12)) ?? .absent, immediate) }

  /// What is put on the stack.
  @inline(__always)
  var pushed: Cell { Cell(Cell.Tag(rawValue: UInt8(truncatingIfNeeded: slot)) ?? .absent, immediate) }

  var failure: EvaluationError.Code { EvaluationError.Code.allCases[Int(immediate)] }
}
