import JSON

/// An application at the fake provider: with one application per team, a gateway.
package struct IdentityProviderClient: JSONRecord, Equatable {
  package var id = ""
  /// `nil` for a public client.
  package var secret: String?
  /// Compared exactly.
  package var redirectURIs: [String] = []
  /// The groups whose members may use the application; everybody when empty.
  package var assignedGroups: [String] = []

  package init() {}

  package init(id: String, secret: String?, redirectURIs: [String], assignedGroups: [String] = []) {
    self.id = id
    self.secret = secret
    self.redirectURIs = redirectURIs
    self.assignedGroups = assignedGroups
  }

  package static let fields: [JSONField<IdentityProviderClient>] = [
    JSONField("id", \.id, "The client identifier.") { $0.minLength = 1 },
    JSONField("secret", \.secret, "The client secret; absent for a public client."),
    JSONField("redirectURIs", \.redirectURIs, "Where logins may return to, compared exactly."),
    JSONField("assignedGroups", \.assignedGroups, fallback: [], "Who may use the application; everybody when empty."),
  ]
}
