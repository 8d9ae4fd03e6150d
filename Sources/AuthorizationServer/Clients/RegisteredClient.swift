/// A client as requests name it.
struct RegisteredClient: Sendable, Equatable {
  /// How the server knows it.
  enum Origin: Sendable, Equatable {
    /// It registered itself.
    case registered
    /// By the document at its identifier, which this host serves.
    case document(host: String)
    /// From the configuration, for tokens of these audiences.
    case configured(audiences: [String])
  }

  /// The `client_id`.
  let id: String
  /// A digest of the identifier: what codes and tokens are bound to, and what logs show.
  let fingerprint: String
  let registration: ClientRegistration
  var origin = Origin.registered

  /// Of the document that describes it.
  var documentHost: String? { if case .document(let host) = origin { host } else { nil } }
  /// What a configured client may ask for; `nil` for every other.
  var configuredAudiences: [String]? { if case .configured(let audiences) = origin { audiences } else { nil } }
}
