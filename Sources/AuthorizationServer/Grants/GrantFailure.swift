import OAuth

/// Why no token was issued.
enum GrantFailure: Error {
  /// The client's doing.
  case refused(OAuthError)
  /// An outage, which must not look like a wrong client or token: clients would throw away what is good.
  case storage(StorageError)
  /// The same of something else that the server needs.
  case unavailable(String)
  case signing(String)

  /// What becomes of a grant when something of it is used twice.
  static let revocation = "All tokens of its grant are revoked."
  /// What the configuration says of a person or a client.
  static var revoked: GrantFailure { .invalidGrant("The login was revoked; log in again.") }

  /// - Parameter hint: for the operator alone.
  static func invalidGrant(_ description: String, hint: String? = nil) -> GrantFailure {
    .refused(OAuthError(.invalidGrant, description, hint: hint))
  }

  /// The login was made at a provider that is not the configured one any more.
  static var providerChanged: GrantFailure {
    .invalidGrant("The identity provider has changed; log in again.")
  }

  static func refusing<Value>(_ body: () throws(OAuthError) -> Value) throws(GrantFailure) -> Value {
    do throws(OAuthError) { return try body() } catch { throw .refused(error) }
  }

  static func storing<Value>(
    _ body: () async throws(StorageError) -> Value
  ) async throws(GrantFailure) -> Value {
    do throws(StorageError) { return try await body() } catch { throw .storage(error) }
  }
}
