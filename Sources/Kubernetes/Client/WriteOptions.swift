/// How a write is done.
package struct WriteOptions: Sendable, Hashable {
  /// Validated and answered, not stored.
  package var isDryRun = false
  /// Unknown and duplicate fields: `Strict` refuses, `Warn` and `Ignore` drop them. `nil`: the server's default.
  package var fieldValidation: String?

  package init(isDryRun: Bool = false, fieldValidation: String? = nil) {
    self.isDryRun = isDryRun
    self.fieldValidation = fieldValidation
  }

  var query: [(String, String)] {
    (isDryRun ? [("dryRun", "All")] : []) + (fieldValidation.map { [("fieldValidation", $0)] } ?? [])
  }
}
