/// How a write is to be done.
package struct WriteMode: Sendable {
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
