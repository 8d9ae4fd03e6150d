/// One step of compiled code. A condition's code tests and jumps: falling off its end means that it holds.
struct Instruction: BitwiseCopyable {
  enum Opcode: UInt8 {
    // Put a value on the stack.
    case constant, variable, slot
    /// The whole context, or an attribute that has no slot.
    case context
    // Replace what is on top of the stack.
    case attribute, tag, negate, add, subtract, multiply, set, record, construct, method
    // Go on elsewhere, or end.
    case jump, satisfied
    /// Fail with the code in `immediate`.
    case fail
    // Test, and jump when the answer is `sense`. Those with a slot or a variable leave the stack alone.
    case slotIsTrue, slotHas, slotEqual, slotLess, slotLessOrEqual, slotGreater, slotGreaterOrEqual, slotContains
    case slotLike, variableEqual, variableWithin, variableIs
    case isTrue, has, equal, less, lessOrEqual, greater, greaterOrEqual, within, isType, like
    case contains, containsAll, containsAny, isEmpty, hasTag
    /// Leaves the entity on the stack when it is of the type; else takes it off and jumps.
    case keepIfType
    /// Puts the attribute in the place of its subject when there is one; else takes the subject off and jumps.
    case keepIfAttribute
  }

  /// As a jump's target: the policy is not satisfied.
  static let exit = Int32.min

  var opcode: Opcode
  /// Of a test: the answer on which it jumps.
  var sense: Bool
  /// The slot, the variable, or the function. Where a slot is compared with a constant, the constant's tag stands above
  /// the slot's twelve bits.
  var slot: UInt16
  /// How far to jump from here, or `exit`.
  var target: Int32 = 0
  /// A payload, a symbol, or a number of something.
  var immediate: UInt64

  init(_ opcode: Opcode, sense: Bool = false, slot: Int = 0, immediate: UInt64 = 0) {
    self.opcode = opcode
    self.sense = sense
    self.slot = UInt16(truncatingIfNeeded: slot)
    self.immediate = immediate
  }
}
