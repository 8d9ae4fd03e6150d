/// Which ways of writing entities in JSON are read.
package struct EntityForms: Sendable {
  /// `"uid": "Type::id"`, with or without quotes around the identifier.
  package var stringIdentifiers = false
  /// `attrs` and `parents` may be left out.
  package var optionalFields = false

  package init() {}

  /// Cedar's own form.
  package static let strict = EntityForms()

  /// Everything that is understood.
  package static let lenient: EntityForms = {
    var forms = EntityForms()
    forms.stringIdentifiers = true
    forms.optionalFields = true
    return forms
  }()
}
