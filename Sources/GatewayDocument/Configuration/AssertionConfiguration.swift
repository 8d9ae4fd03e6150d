import JSON

/// Which assertions of a trusted issuer become tokens (RFC 7523).
package struct AssertionConfiguration: JSONRecord, Equatable {
  /// The most seconds from `iat` to `exp`.
  package var maximumAgeSeconds = 0
  /// What `aud` may be; the token endpoint when empty.
  package var acceptedAudiences: [String] = []
  package var subjects: [AssertionSubject] = []

  package init() {}

  package static let fields: [JSONField<AssertionConfiguration>] = [
    JSONField("maximumAgeSeconds", \.maximumAgeSeconds, "The most seconds from iat to exp.") { $0.minimum = 1 },
    JSONField("acceptedAudiences", \.acceptedAudiences, fallback: [], "What aud may be; the token endpoint when empty.")
    {
      $0.maxItems = 50
    },
    JSONField("subjects", \.subjects, "Who may ask for what.") {
      $0.minItems = 1
      $0.maxItems = 50
    },
  ]
}
