extension ExtensionFunction {
  /// The types of the arguments, the receiver of a method first.
  var argumentTypes: [SchemaType] {
    switch self {
    case .decimal, .ip, .datetime, .duration, .unknown: [.string]
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual: [.decimal, .decimal]
    case .isIpv4, .isIpv6, .isLoopback, .isMulticast: [.ipaddr]
    case .isInRange: [.ipaddr, .ipaddr]
    case .offset: [.datetime, .duration]
    case .durationSince: [.datetime, .datetime]
    case .toDate, .toTime: [.datetime]
    case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: [.duration]
    }
  }

  /// `nil` of what may stand in any place.
  var resultType: SchemaType? {
    switch self {
    case .decimal: .decimal
    case .ip: .ipaddr
    case .datetime, .offset, .toDate: .datetime
    case .duration, .durationSince, .toTime: .duration
    case .lessThan, .lessThanOrEqual, .greaterThan, .greaterThanOrEqual: .bool
    case .isIpv4, .isIpv6, .isLoopback, .isMulticast, .isInRange: .bool
    case .toMilliseconds, .toSeconds, .toMinutes, .toHours, .toDays: .long
    case .unknown: nil
    }
  }
}
