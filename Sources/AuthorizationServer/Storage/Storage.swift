/// What replicas must share to be safe: used-up values, the refresh families, revocations, and the few values too large
/// to travel. Everything else is sealed into what clients and browsers hold.
///
/// Every operation is atomic. `until` and `now` are Unix times in seconds; an entry may be forgotten once `until` has
/// passed, and never before. An implementation that has no room left throws rather than forget early.
package protocol Storage: Sendable {
  /// Uses up a single-use value. `true` for the first caller alone.
  func spend(_ id: String, until: Int, now: Int) async throws(StorageError) -> Bool

  /// Takes the next step of a refresh family: the holder presents the token numbered `counter`.
  /// A family that is not known (after a restart without shared storage) starts at what is presented.
  /// - Parameter grace: for how many seconds after its first use a token may be presented again, because the answer
  ///   to the first use may have been lost.
  func advance(
    family: String, counter: Int, grace: Int, until: Int, now: Int
  ) async throws(StorageError) -> RefreshAdvance

  /// Makes everything of a grant invalid: its code, its refresh tokens, its access tokens.
  func revoke(family: String, until: Int, now: Int) async throws(StorageError)

  /// Makes one access token invalid.
  func revoke(token: String, until: Int, now: Int) async throws(StorageError)

  /// Whether an access token, or the grant that it belongs to, is known to be revoked. It is asked on every request and must
  /// answer from memory.
  func knowsRevoked(family: String?, token: String?, now: Int) -> Bool

  /// Keeps a value until it is taken, in the place of any other under the key.
  func put(_ value: [UInt8], under key: String, until: Int, now: Int) async throws(StorageError)

  /// Removes and returns what `put` kept; `nil` when there is none or its time has passed.
  func take(_ key: String, now: Int) async throws(StorageError) -> [UInt8]?

  /// What lies under a key, and stays there; `nil` when there is nothing or its time has passed.
  func read(_ key: String, now: Int) async throws(StorageError) -> [UInt8]?

  /// Puts a value under a key if what lies there is still `expected` (`nil`: nothing).
  /// - Parameter until: the value's end; an earlier one may take the place of a later one.
  /// - Returns: `false` when something else lies there; nothing has changed then.
  func replace(
    _ key: String, expected: [UInt8]?, with value: [UInt8], until: Int, now: Int
  ) async throws(StorageError) -> Bool

  /// Forgets what lies under a key, if anything does.
  func remove(_ key: String, now: Int) async throws(StorageError)
}
