import JSON

/// A person who can log in at the fake provider.
package struct IdentityProviderUser: JSONRecord, Equatable {
  /// What the person types, and the access token's `sub` with Okta: an e-mail address.
  package var login = ""
  package var password = ""
  package var name = ""
  /// Group names with Okta, app role values with Entra ID.
  package var groups: [String] = []

  package init() {}

  package init(login: String, password: String, name: String = "", groups: [String] = []) {
    self.login = login
    self.password = password
    self.name = name
    self.groups = groups
  }

  package static let fields: [JSONField<IdentityProviderUser>] = [
    JSONField("login", \.login, "What the person types; an e-mail address.") { $0.minLength = 1 },
    JSONField("password", \.password, "The password."),
    JSONField("name", \.name, fallback: "", "The full name; the login without its domain when absent."),
    JSONField("groups", \.groups, fallback: [], "Groups, or app roles."),
  ]

  var displayName: String { name.isEmpty ? String(login.prefix { $0 != "@" }) : name }
}
