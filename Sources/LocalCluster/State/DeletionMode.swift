/// How a deletion is to be done (`meta/v1` DeleteOptions).
package struct DeletionMode: Sendable {
  package enum Propagation: String, Sendable {
    case background = "Background"
    case foreground = "Foreground"
    case orphan = "Orphan"
  }

  package var propagation = Propagation.background
  /// Seconds; `nil` for the object's own.
  package var gracePeriod: Int?
  package var uid: String?
  package var resourceVersion: String?
  package var isDryRun = false

  package init() {}
}
