import JSON
import YAML

/// One rule, told by where it stands and what it says, with a spec that keeps it and one that breaks it.
struct RuleExample: Sendable, CustomStringConvertible {
  let kind: String
  /// Where in the spec the problem is reported.
  let path: String
  /// How the message begins.
  let message: String
  let good: String
  let bad: String

  init(_ kind: String, _ path: String, _ message: String, good: String, bad: String) {
    self.kind = kind
    self.path = path
    self.message = message
    self.good = good
    self.bad = bad
  }

  var description: String { "\(kind) \(path): \(message)" }

  static let all = ofServers + ofAuthServers + ofConfigs
}
