extension Machine {
  /// Replaces a string by the value that it spells.
  func construct(_ function: ExtensionFunction, _ cell: inout Cell) -> Answer {
    guard cell.tag == .string else { return .type }
    let text = string(cell.number)
    switch function {
    case .decimal:
      guard let value = DecimalValue(text) else { return .failed(.extensionValue) }
      cell = Cell(.decimal, UInt64(bitPattern: value.scaled))
    case .datetime:
      guard let value = DatetimeValue(text) else { return .failed(.extensionValue) }
      cell = Cell(.datetime, UInt64(bitPattern: value.milliseconds))
    case .duration:
      guard let value = DurationValue(text) else { return .failed(.extensionValue) }
      cell = Cell(.duration, UInt64(bitPattern: value.milliseconds))
    case .unknown: return .failed(.extensionValue)
    default:
      guard let value = IPValue(text) else { return .failed(.extensionValue) }
      cell = evaluation.ip(value)
    }
    return .yes
  }

  /// Replaces the receiver by the result.
  func method(_ function: ExtensionFunction, _ receiver: inout Cell, _ argument: Cell) -> Answer {
    switch receiver.tag {
    case .decimal: return onDecimal(function, &receiver, argument)
    case .ip: return onAddress(function, &receiver, argument)
    case .datetime: return onDatetime(function, &receiver, argument)
    case .duration: return onDuration(function, &receiver)
    default: return .type
    }
  }

  private func onDecimal(_ function: ExtensionFunction, _ cell: inout Cell, _ argument: Cell) -> Answer {
    guard argument.tag == .decimal else { return .type }
    switch function {
    case .lessThan: cell = .bool(cell.integer < argument.integer)
    case .lessThanOrEqual: cell = .bool(cell.integer <= argument.integer)
    case .greaterThan: cell = .bool(cell.integer > argument.integer)
    case .greaterThanOrEqual: cell = .bool(cell.integer >= argument.integer)
    default: return .type
    }
    return .yes
  }

  private func address(_ cell: Cell) -> IPValue {
    let parts = parts(cell)
    return IPValue(
      family: parts[2].payload & 1 == 1 ? .v6 : .v4,
      address: UInt128(parts[0].payload) << 64 | UInt128(parts[1].payload), prefix: Int(parts[2].payload >> 1))
  }

  private func onAddress(_ function: ExtensionFunction, _ cell: inout Cell, _ argument: Cell) -> Answer {
    let address = address(cell)
    switch function {
    case .isIpv4: cell = .bool(address.family == .v4)
    case .isIpv6: cell = .bool(address.family == .v6)
    case .isLoopback: cell = .bool(address.isLoopback)
    case .isMulticast: cell = .bool(address.isMulticast)
    case .isInRange:
      guard argument.tag == .ip else { return .type }
      cell = .bool(address.isInRange(self.address(argument)))
    default: return .type
    }
    return .yes
  }

  private func onDatetime(_ function: ExtensionFunction, _ cell: inout Cell, _ argument: Cell) -> Answer {
    let instant = DatetimeValue(milliseconds: cell.integer)
    switch function {
    case .offset:
      guard argument.tag == .duration else { return .type }
      return integer(&cell, cell.integer.addingReportingOverflow(argument.integer), as: .datetime)
    case .durationSince:
      guard argument.tag == .datetime else { return .type }
      return integer(&cell, cell.integer.subtractingReportingOverflow(argument.integer), as: .duration)
    case .toDate:
      guard let date = instant.date else { return .failed(.overflow) }
      cell = Cell(.datetime, UInt64(bitPattern: date.milliseconds))
    case .toTime: cell = Cell(.duration, UInt64(bitPattern: instant.timeOfDay))
    default: return .type
    }
    return .yes
  }

  private func onDuration(_ function: ExtensionFunction, _ cell: inout Cell) -> Answer {
    switch function {
    case .toMilliseconds: cell = .long(cell.integer)
    case .toSeconds: cell = .long(cell.integer / 1000)
    case .toMinutes: cell = .long(cell.integer / 60_000)
    case .toHours: cell = .long(cell.integer / 3_600_000)
    case .toDays: cell = .long(cell.integer / 86_400_000)
    default: return .type
    }
    return .yes
  }
}
