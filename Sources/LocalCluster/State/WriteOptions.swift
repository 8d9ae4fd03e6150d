/// How a write is to be done.
package struct WriteOptions: Sendable {
  /// What happens to members that the schema does not know.
  package enum FieldValidation: String, Sendable {
    case ignore = "Ignore"
    case warn = "Warn"
    case strict = "Strict"
  }

  package var fieldManager: String
  package var fieldValidation: FieldValidation
  /// Everything is checked, nothing is written.
  package var isDryRun: Bool
  /// Server-side apply takes fields over from other managers.
  package var force: Bool

  package init(
    fieldManager: String, fieldValidation: FieldValidation = .warn, isDryRun: Bool = false, force: Bool = false
  ) {
    self.fieldManager = fieldManager
    self.fieldValidation = fieldValidation
    self.isDryRun = isDryRun
    self.force = force
  }
}

/// How a deletion is to be done (`meta/v1` DeleteOptions).
package struct DeleteOptions: Sendable {
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
