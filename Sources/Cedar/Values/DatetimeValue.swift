/// Cedar's `datetime`: milliseconds since 1970-01-01T00:00:00Z.
package struct DatetimeValue: Sendable, Hashable, Comparable {
  package let milliseconds: Int64

  static let day: Int64 = 86_400_000

  package init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Reads `YYYY-MM-DD`, alone or with `Thh:mm:ss[.SSS](Z|±hhmm)`.
  /// - Returns: `nil` for every other form and for days and times that do not exist.
  package init?(_ text: String) {
    guard let value = text.withBytes(DatetimeValue.init) else { return nil }
    self = value
  }

  init?(_ text: UnsafeBufferPointer<UInt8>) {
    var reader = ByteCursor(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
      let day = reader.number(2), (1...12).contains(month), day >= 1, day <= Self.days(inMonth: month, of: year)
    else { return nil }
    let date = Self.daysSinceEpoch(year, month, day) * Self.day
    if reader.isAtEnd {
      milliseconds = date
      return
    }
    guard reader.take("T"), let hour = reader.number(2), reader.take(":"), let minute = reader.number(2),
      reader.take(":"), let second = reader.number(2), hour <= 23, minute <= 59, second <= 59
    else { return nil }
    var fraction: Int64 = 0
    if reader.take(".") {
      guard let read = reader.number(3) else { return nil }
      fraction = read
    }
    guard let offset = Self.offset(&reader), reader.isAtEnd else { return nil }
    milliseconds = date + ((hour * 60 + minute) * 60 + second) * 1000 + fraction - offset
  }

  package static func < (left: DatetimeValue, right: DatetimeValue) -> Bool { left.milliseconds < right.milliseconds }

  /// The start of its day in UTC, towards the past; `nil` when that is outside 64 bits.
  package var date: DatetimeValue? {
    let (start, overflow) = milliseconds.subtractingReportingOverflow(timeOfDay)
    return overflow ? nil : DatetimeValue(milliseconds: start)
  }

  /// Milliseconds since the start of its day.
  package var timeOfDay: Int64 {
    let rest = milliseconds % Self.day
    return rest < 0 ? rest + Self.day : rest
  }

  /// The zone's distance from UTC in milliseconds.
  private static func offset(_ reader: inout ByteCursor) -> Int64? {
    if reader.take("Z") { return 0 }
    let sign: Int64
    if reader.take("+") {
      sign = 1
    } else if reader.take("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hour = reader.number(2), let minute = reader.number(2), hour <= 23, minute <= 59 else { return nil }
    return sign * (hour * 60 + minute) * 60_000
  }

  private static func days(inMonth month: Int64, of year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  /// Days from 1970-01-01 in the proleptic Gregorian calendar. Years begin in March, so that the leap day comes last.
  private static func daysSinceEpoch(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }
}
