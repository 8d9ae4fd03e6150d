/// The functions and methods of the extension types.
package enum ExtensionFunction: String, Sendable, CaseIterable {
  case decimal, ip, datetime, duration
  case lessThan, lessThanOrEqual, greaterThan, greaterThanOrEqual
  case isIpv4, isIpv6, isLoopback, isMulticast, isInRange
  case offset, durationSince, toDate, toTime
  case toMilliseconds, toSeconds, toMinutes, toHours, toDays
  /// What partial evaluation does not know yet. It is read and validated, and has no value here.
  case unknown

  /// Whether it is written `name(argument)`; the others are written `value.name(…)`.
  package var isConstructor: Bool {
    switch self {
    case .decimal, .ip, .datetime, .duration, .unknown: true
    default: false
    }
  }

  /// How many arguments it takes, the receiver of a method included.
  package var arity: Int {
    switch self {
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual, .isInRange, .offset, .durationSince: 2
    default: 1
    }
  }
}

extension ExtensionFunction {
  private static let numbers = Dictionary(uniqueKeysWithValues: allCases.enumerated().map { ($1, $0) })

  /// The function's place among all.
  var number: Int { Self.numbers[self] ?? 0 }
}
