/// Makes authorization codes.
struct CodeIssuing: Sendable {
  /// In bytes of JSON. A code travels in a URL, and many servers read no request line above 8 KiB; a login with more
  /// claims goes through the storage.
  static let largestLoginInside = 3600

  let context: ServerContext

  /// - Parameter legs: the providers' tokens, where they are to be kept; they wait in the storage for the code's use.
  func issue(
    for request: AuthorizationRequest, login: Login, legs: [LoginLeg] = []
  ) async throws(StorageError) -> String {
    let expiresAt = context.now + context.configuration.authorizationCodeLifespanSeconds
    var code = AuthorizationCode(
      id: context.randomText(), family: context.randomText(), client: request.client,
      redirectURI: request.hasExplicitRedirect ? request.redirectURI : nil, codeChallenge: request.codeChallenge,
      scopes: request.scopes, resource: request.resource, content: .inside(login), expiresAt: expiresAt)
    let bytes = login.json.bytes()
    if bytes.count > Self.largestLoginInside || !legs.isEmpty {
      // Sealed even there: who reads the storage learns nothing, who writes it decides nothing.
      let stored = StoredLogin(code: code.id, login: login, legs: legs)
      guard stored.sealedJSON.bytes().count <= ChainProgress.largest else {
        throw StorageError(code: .full, reason: "the login and the providers' tokens are too large to be kept")
      }
      let sealed = context.seals.seal(stored)
      try await context.storage.put(
        Array(sealed.utf8), under: StoredLogin.key(code.id), until: expiresAt, now: context.now)
      code.content = .stored(upstreamBinding: login.upstreamBinding)
    }
    return "vmcp_ac_" + context.seals.seal(code)
  }

  /// The code's login; `nil` when it was taken or has run out.
  func login(of code: AuthorizationCode) async throws(StorageError) -> StoredLogin? {
    switch code.content {
    case .inside(let login): return StoredLogin(code: code.id, login: login)
    case .stored:
      guard let bytes = try await context.storage.take(StoredLogin.key(code.id), now: context.now),
        let text = String(validating: bytes, as: UTF8.self),
        let stored = context.seals.open(text, as: StoredLogin.self), stored.code == code.id
      else { return nil }
      return stored
    }
  }
}
