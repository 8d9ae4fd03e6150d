import JSON

/// Who somebody is, as paths into the provider's token response: members with dots between them, and `@upstreamjwt` for
/// what a JWT carries (`access_token|@upstreamjwt|sub`).
package struct IdentityPaths: JSONRecord, Equatable {
  package var subject = ""
  package var name: String?
  package var email: String?

  package init() {}

  package static let fields: [JSONField<IdentityPaths>] = [
    JSONField("subject", \.subject, "The subject.") { $0.minLength = 1 },
    JSONField("name", \.name, "The name."),
    JSONField("email", \.email, "The e-mail address."),
  ]
}
