import Controllers
import Kubernetes
import Resources

/// How the operator works, whatever it works on.
package struct OperatorOptions: Sendable {
  /// How many objects of each kind are worked on at once.
  package var workers: Int
  /// How often every object is looked at even if nothing changed; zero for never.
  package var resync: Duration
  /// How long work under way may go on once the operator is to end.
  package var grace: Duration

  package init(workers: Int = 2, resync: Duration = .seconds(1800), grace: Duration = .seconds(8)) {
    self.workers = workers
    self.resync = resync
    self.grace = grace
  }

  /// Whole seconds of a text such as `15s`, `2m` or `15`; `nil` for another.
  package static func seconds(_ text: String) -> Int? {
    Int(text).flatMap { $0 >= 0 ? $0 : nil } ?? GoDuration.seconds(text)
  }
}
