/// A client as requests name it.
struct RegisteredClient: Sendable, Equatable {
  /// The `client_id`.
  let id: String
  /// A digest of the identifier: what codes and tokens are bound to, and what logs show.
  let fingerprint: String
  let registration: ClientRegistration
}
