/// Collects the code of one clause; jumps are filled in when their labels are placed.
struct CodeBuilder {
  struct Label: Hashable { fileprivate let number: Int }

  private(set) var code: [Instruction] = []
  /// Where the expression of each instruction is written.
  private(set) var ranges: [SourceRange] = []
  private var places: [Int?] = []
  private var jumps: [(at: Int, to: Label)] = []
  private var height = 0
  /// The most cells on the stack at once.
  private(set) var maximumHeight = 0

  /// The label of what is not satisfied.
  static let exit = Label(number: -1)

  mutating func label() -> Label {
    places.append(nil)
    return Label(number: places.count - 1)
  }

  mutating func place(_ label: Label) { places[label.number] = code.count }

  /// - Parameters:
  ///   - effect: by how much the stack grows.
  ///   - label: where it jumps, if it does.
  mutating func emit(_ instruction: Instruction, _ range: SourceRange, effect: Int, to label: Label? = nil) {
    if let label { jumps.append((code.count, label)) }
    code.append(instruction)
    ranges.append(range)
    height += effect
    maximumHeight = max(maximumHeight, height)
  }

  /// The stack's height where the branches of a conditional meet again.
  mutating func adjustHeight(_ difference: Int) { height += difference }

  mutating func finish() {
    for jump in jumps {
      let target = jump.to == Self.exit ? nil : places[jump.to.number]
      code[jump.at].target = target.map { Int32($0 - jump.at) } ?? Instruction.exit
    }
    jumps = []
  }
}
