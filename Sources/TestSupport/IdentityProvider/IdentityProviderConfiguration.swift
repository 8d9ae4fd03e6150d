import JSON
import YAML

/// Whom the fake provider knows and whose behaviour it shows.
package struct IdentityProviderConfiguration: JSONRecord, Equatable {
  package enum Flavor: String, JSONEnumeration {
    /// A custom authorization server of Okta: `groups` in the access token.
    case okta
    /// A single tenant of Entra ID, version 2 endpoints: `roles` in both tokens, a pairwise `sub`.
    case entra
  }

  package enum Algorithm: String, JSONEnumeration {
    case rs256 = "RS256"
    case es256 = "ES256"
  }

  package var flavor = Flavor.okta
  /// Scheme, host and port of the issuer; `nil` for the address that the server is reached at.
  package var origin: String?
  /// Okta's authorization server id, or the Entra tenant's id.
  package var tenant: String?
  /// The access tokens' audience; `nil` for `api://default`, with Entra ID `api://<client id>`.
  package var audience: String?
  package var algorithm = Algorithm.rs256
  /// Seconds.
  package var accessTokenLifetime = 3600
  package var users: [IdentityProviderUser] = []
  package var clients: [IdentityProviderClient] = []

  package init() {}

  package init(
    flavor: Flavor = .okta, algorithm: Algorithm = .es256, users: [IdentityProviderUser],
    clients: [IdentityProviderClient]
  ) {
    self.flavor = flavor
    self.algorithm = algorithm
    self.users = users
    self.clients = clients
  }

  package static let fields: [JSONField<IdentityProviderConfiguration>] = [
    JSONField("flavor", \.flavor, fallback: .okta, "Whose behaviour is shown."),
    JSONField("origin", \.origin, "Scheme, host and port of the issuer.") { $0.pattern = "^https?://[^/]+$" },
    JSONField("tenant", \.tenant, "Okta's authorization server id, or the Entra tenant's id."),
    JSONField("audience", \.audience, "The access tokens' audience."),
    JSONField("algorithm", \.algorithm, fallback: .rs256, "What tokens are signed with."),
    JSONField("accessTokenLifetime", \.accessTokenLifetime, fallback: 3600, "Seconds.") { $0.minimum = 1 },
    JSONField("users", \.users, "Who can log in."),
    JSONField("clients", \.clients, "The applications."),
  ]

  /// Reads YAML or JSON.
  package init(reading text: String) throws {
    try self.init(json: YAMLDocuments.readOne(text))
  }

  /// Reads a file.
  /// - Throws: `ClientFailure` that names the file.
  package init(file path: String) throws {
    let text = try FakeProcess.contents(of: path)
    do {
      try self.init(reading: text)
    } catch {
      throw ClientFailure(path, "\(error)")
    }
  }

  func client(_ id: String) -> IdentityProviderClient? { clients.first { $0.id == id } }

  func user(_ login: String) -> IdentityProviderUser? { users.first { $0.login == login } }
}
