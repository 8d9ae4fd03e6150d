/// Why a provider did not confirm a login.
struct RecheckFailure: Error {
  var reason: String
  /// Whether the login is over, or only not confirmed.
  var endsLogin: Bool

  static func asking<Value>(
    _ body: () async throws(UpstreamError) -> Value
  ) async throws(RecheckFailure) -> Value {
    do throws(UpstreamError) {
      return try await body()
    } catch {
      throw RecheckFailure(reason: error.description, endsLogin: error.endsLogin)
    }
  }
}
