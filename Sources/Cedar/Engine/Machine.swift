/// Runs compiled conditions for one request. It is a view of memory that others own and keep for as long as it runs.
struct Machine {
  enum Outcome: Equatable {
    case satisfied, unsatisfied
    case failed(EvaluationError.Code)
  }

  /// An entity that stands for itself in this request, whatever the store says of it.
  struct OverlayRow: BitwiseCopyable {
    let entity: UInt32
    let row: EntityRow
  }

  var code: UnsafePointer<Instruction>
  let frame: UnsafePointer<Cell>
  /// The tables from the program's upwards; the last is the evaluation's own.
  let layers: UnsafePointer<TableView>
  let depth: Int
  let stack: UnsafeMutablePointer<Cell>
  /// Principal, action and resource.
  let variables: UnsafePointer<UInt32>
  /// Their rows, in the same order.
  let variableRows: UnsafePointer<EntityRow?>
  let context: Cell
  let overlay: UnsafeBufferPointer<OverlayRow>
  let program: Program
  let store: EntityStore
  let evaluation: ValueTable
  /// Where it failed.
  var failedAt = 0

  /// Runs the code from `start` until it ends.
  mutating func run(_ start: Int) -> Outcome {
    var place = start
    var top = stack
    while true {
      let step = code[place]
      let answer: Answer
      switch step.opcode {
      case .satisfied: return .satisfied
      case .jump: answer = step.sense ? .yes : .no
      case .slotIsTrue: answer = truth(frame[Int(step.slot)])
      case .slotHas:
        let tag = frame[Int(step.slot)].tag
        answer = Answer(tag != .absent && tag != .entityMissing)
      case .slotEqual:
        let cell = frame[Int(step.slot & 0xFFF)]
        answer = present(cell) { Answer($0 == step.constant) }
      case .slotLess:
        answer = present(frame[Int(step.slot & 0xFFF)]) { compare($0, step.constant) { $0 < $1 } }
      case .slotLessOrEqual:
        answer = present(frame[Int(step.slot & 0xFFF)]) { compare($0, step.constant) { $0 <= $1 } }
      case .slotGreater:
        answer = present(frame[Int(step.slot & 0xFFF)]) { compare($0, step.constant) { $0 > $1 } }
      case .slotGreaterOrEqual:
        answer = present(frame[Int(step.slot & 0xFFF)]) { compare($0, step.constant) { $0 >= $1 } }
      case .slotContains:
        answer = present(frame[Int(step.slot & 0xFFF)]) { $0.tag == .set ? contains($0, step.constant) : .type }
      case .slotLike: answer = present(frame[Int(step.slot)]) { like($0, step) }
      case .variableEqual: answer = Answer(UInt64(variables[Int(step.slot)]) == step.immediate)
      case .variableWithin:
        let variable = Int(step.slot)
        let ancestor = UInt32(truncatingIfNeeded: step.immediate)
        answer = Answer(variables[variable] == ancestor || variableRows[variable]?.isWithin(ancestor) == true)
      case .variableIs: answer = Answer(type(variables[Int(step.slot)]) == UInt32(truncatingIfNeeded: step.immediate))
      case .isTrue:
        top -= 1
        answer = truth(top.pointee)
      case .isEmpty:
        top -= 1
        answer = top.pointee.tag == .set ? Answer(top.pointee.payload & 0xFFF_FFFF == 0) : .type
      case .has:
        top -= 1
        answer = has(top.pointee, UInt32(truncatingIfNeeded: step.immediate))
      case .isType:
        top -= 1
        answer = isType(top.pointee, step)
      case .like:
        top -= 1
        answer = like(top.pointee, step)
      case .equal, .less, .lessOrEqual, .greater, .greaterOrEqual, .within, .contains, .containsAll, .containsAny,
        .hasTag:
        top -= 2
        answer = binary(step.opcode, top[0], top[1])
      case .keepIfType:
        answer = isType(top[-1], step)
        if answer == .no { top -= 1 }
      case .keepIfAttribute:
        answer = has(top[-1], UInt32(truncatingIfNeeded: step.immediate))
        if answer == .yes {
          top[-1] = attribute(top[-1], UInt32(truncatingIfNeeded: step.immediate))
        } else {
          top -= 1
        }
      case .constant:
        top.pointee = step.pushed
        top += 1
        place += 1
        continue
      case .variable:
        top.pointee = .entity(variables[Int(step.slot)])
        top += 1
        place += 1
        continue
      case .context:
        top.pointee = context
        top += 1
        place += 1
        continue
      case .slot:
        let cell = frame[Int(step.slot)]
        top.pointee = cell
        top += 1
        answer = present(cell) { _ in .yes }
        if answer == .yes {
          place += 1
          continue
        }
      case .fail: answer = .failed(step.failure)
      case .attribute, .tag, .negate, .add, .subtract, .multiply, .set, .record, .construct, .method:
        answer = operate(step, &top)
        if answer == .yes {
          place += 1
          continue
        }
      }
      switch answer {
      case .failed(let code):
        failedAt = place
        return .failed(code)
      case .yes, .no:
        if (answer == .yes) == step.sense {
          if step.target == Instruction.exit { return .unsatisfied }
          place += Int(step.target)
        } else {
          place += 1
        }
      }
    }
  }
}
