import JSON

/// What one subject's assertions may be used for.
package struct AssertionSubject: JSONRecord, Equatable {
  /// The exact `sub`.
  package var subject = ""
  package var allowedResources: [String] = []

  package init() {}

  package static let fields: [JSONField<AssertionSubject>] = [
    JSONField("subject", \.subject, "The exact sub.") {
      $0.minLength = 1
      $0.maxLength = 256
    },
    JSONField("allowedResources", \.allowedResources, "The resources it may ask for.") {
      $0.minItems = 1
      $0.maxItems = 50
    },
  ]
}
