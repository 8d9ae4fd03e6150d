import ArgumentParser
import Operator

/// A time on the command line: `15s`, `2m`, or `15` for seconds.
struct Seconds: ExpressibleByArgument {
  let count: Int

  init(_ count: Int) { self.count = count }

  init?(argument: String) {
    guard let count = OperatorOptions.seconds(argument) else { return nil }
    self.count = count
  }

  var defaultValueDescription: String { "\(count)s" }
}
