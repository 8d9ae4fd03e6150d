extension ExtensionFunction {
  /// Why an application has no value.
  struct Failure: Error {
    let code: EvaluationError.Code
    let message: String
  }

  /// Applies the function to values.
  func callAsFunction(_ arguments: [Value]) throws(Failure) -> Value {
    guard arguments.count == arity else {
      let expected = isConstructor ? arity : arity - 1
      throw Failure(
        code: .type, message: "`\(rawValue)` takes \(expected) argument\(expected == 1 ? "" : "s")")
    }
    return isConstructor ? try construct(arguments[0]) : try method(arguments)
  }

  /// Applies a constructor.
  func construct(_ argument: Value) throws(Failure) -> Value {
    guard case .string(let text) = argument else { throw mismatch("a String", argument) }
    let value: Value? =
      switch self {
      case .decimal: DecimalValue(text.string).map(Value.decimal)
      case .ip: IPValue(text.string).map(Value.ip)
      case .datetime: DatetimeValue(text.string).map(Value.datetime)
      case .duration: DurationValue(text.string).map(Value.duration)
      default: nil
      }
    guard self != .unknown else { throw Failure(code: .extensionValue, message: "`unknown` has no value") }
    guard let value else { throw Failure(code: .extensionValue, message: "the argument of `\(rawValue)` is malformed") }
    return value
  }

  private func method(_ arguments: [Value]) throws(Failure) -> Value {
    switch arguments[0] {
    case .decimal(let left):
      guard [.lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual].contains(self) else { break }
      guard case .decimal(let right) = arguments[1] else { throw mismatch("a decimal", arguments[1]) }
      return .bool(compare(left, right))
    case .ip(let address):
      if let value = try onAddress(address, arguments) { return value }
    case .datetime(let instant):
      if let value = try onDatetime(instant, arguments) { return value }
    case .duration(let duration):
      if let value = onDuration(duration) { return value }
    default: break
    }
    throw mismatch("another type", arguments[0])
  }

  private func compare(_ left: DecimalValue, _ right: DecimalValue) -> Bool {
    switch self {
    case .lessThan: left < right
    case .lessThanOrEqual: left <= right
    case .greaterThan: left > right
    default: left >= right
    }
  }

  private func onAddress(_ address: IPValue, _ arguments: [Value]) throws(Failure) -> Value? {
    switch self {
    case .isIpv4: return .bool(address.family == .v4)
    case .isIpv6: return .bool(address.family == .v6)
    case .isLoopback: return .bool(address.isLoopback)
    case .isMulticast: return .bool(address.isMulticast)
    case .isInRange:
      guard case .ip(let range) = arguments[1] else { throw mismatch("an ipaddr", arguments[1]) }
      return .bool(address.isInRange(range))
    default: return nil
    }
  }

  private func onDatetime(_ instant: DatetimeValue, _ arguments: [Value]) throws(Failure) -> Value? {
    switch self {
    case .offset:
      guard case .duration(let duration) = arguments[1] else { throw mismatch("a duration", arguments[1]) }
      let sum = instant.milliseconds.addingReportingOverflow(duration.milliseconds)
      return .datetime(DatetimeValue(milliseconds: try checked(sum)))
    case .durationSince:
      guard case .datetime(let other) = arguments[1] else { throw mismatch("a datetime", arguments[1]) }
      let difference = instant.milliseconds.subtractingReportingOverflow(other.milliseconds)
      return .duration(DurationValue(milliseconds: try checked(difference)))
    case .toDate:
      guard let date = instant.date else { throw Failure(code: .overflow, message: "`toDate` overflows") }
      return .datetime(date)
    case .toTime: return .duration(DurationValue(milliseconds: instant.timeOfDay))
    default: return nil
    }
  }

  private func onDuration(_ duration: DurationValue) -> Value? {
    switch self {
    case .toMilliseconds: .long(duration.milliseconds)
    case .toSeconds: .long(duration.milliseconds / 1000)
    case .toMinutes: .long(duration.milliseconds / 60_000)
    case .toHours: .long(duration.milliseconds / 3_600_000)
    case .toDays: .long(duration.milliseconds / 86_400_000)
    default: nil
    }
  }

  private func checked(_ result: (partialValue: Int64, overflow: Bool)) throws(Failure) -> Int64 {
    guard !result.overflow else { throw Failure(code: .overflow, message: "`\(rawValue)` overflows") }
    return result.partialValue
  }

  private func mismatch(_ expected: String, _ value: Value) -> Failure {
    Failure(code: .type, message: "`\(rawValue)` needs \(expected), not a value of type \(value.kind)")
  }
}
