import HTTP

/// The same header fields for everybody: a fixed header or token, or none at all.
struct FixedHeaders: CredentialStrategy {
  let headers: HTTPHeaders

  var hasOwnCredential: Bool { true }

  func cacheKey(_ caller: OutgoingCaller?) -> String? { nil }

  func obtain(for caller: OutgoingCaller?) async throws(CredentialFailure) -> TimedCredential {
    TimedCredential(credential: .headers(headers), expiresAt: nil)
  }
}
