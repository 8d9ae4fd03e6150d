/// One way to get credentials for a backend.
protocol CredentialStrategy: Sendable {
  /// Whether the gateway has a credential of its own, which looks at the backend's health where nobody calls.
  var hasOwnCredential: Bool { get }
  /// What a credential is kept under beside the caller; `nil` where it is at hand at once.
  func cacheKey(_ caller: OutgoingCaller?) -> String?
  /// - Parameter caller: `nil` for the gateway itself, where `hasOwnCredential` is true.
  func obtain(for caller: OutgoingCaller?) async throws(CredentialFailure) -> TimedCredential
}

extension CredentialStrategy {
  /// A kept credential is one caller's own.
  func cacheKey(_ caller: OutgoingCaller?) -> String? { caller?.key ?? "" }
}

extension CredentialFailure {
  static let withoutCaller = CredentialFailure(.notEntitled, "the backend takes only credentials of people")
}
