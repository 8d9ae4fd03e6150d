import JSON
import YAML

/// Whom the fake provider knows and whose behaviour it shows.
package struct IdentityProviderConfiguration: JSONRecord, Equatable {
  package enum Flavor: String, JSONEnumeration {
    /// A custom authorization server of Okta: `groups` in the access token.
    case okta
    /// A single tenant of Entra ID, version 2 endpoints: `roles` in both tokens, a pairwise `sub`.
    case entra
    /// Plain OAuth 2.0 as GitHub's: no discovery and no ID token, refusals with 200, a numeric `id` at `/user`.
    case github
  }

  /// What becomes of a refresh token that is used.
  package enum Rotation: String, JSONEnumeration {
    /// Good once; one that comes back after the grace ends its login, as Okta's documentation has it.
    case rotating
    /// A new one each time, and the old ones go on, as with Entra ID.
    case replacing
    /// The same again, as with Okta's web applications.
    case persistent
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
  package var rotation = Rotation.rotating
  /// For how many seconds a rotated refresh token may come again.
  package var rotationGrace = 0
  /// Whether Entra ID's tokens have `groups` with object identifiers beside the roles.
  package var emitsGroups = false
  /// The most groups that Entra ID puts into a token; of people with more it names a place to ask at instead.
  package var groupLimit = 200
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
    JSONField("rotation", \.rotation, fallback: .rotating, "What becomes of a used refresh token."),
    JSONField("rotationGrace", \.rotationGrace, fallback: 0, "Seconds.") { $0.minimum = 0 },
    JSONField("emitsGroups", \.emitsGroups, fallback: false, "Whether Entra ID's tokens have groups."),
    JSONField("groupLimit", \.groupLimit, fallback: 200, "The most groups in a token of Entra ID.") { $0.minimum = 0 },
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
