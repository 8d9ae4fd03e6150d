import JSON

/// A login that is under way at the identity provider. Its sealed form is the `state` that is sent there.
struct PendingAuthorization: SealedValue, Equatable {
  static let purpose = "state"
  /// How long a person may take to log in, in seconds.
  static let lifespan = 600

  /// Used up by the callback.
  var id: String
  var request: AuthorizationRequest
  /// A digest of the cookie of the browser that started the login.
  var browser: String
  /// The provider's `binding`.
  var upstreamBinding: String
  /// Our own PKCE verifier towards the identity provider.
  var codeVerifier: String
  var nonce: String
  /// The identifier of the legs that are done; `nil` at the first provider.
  var progress: String?
  /// Of a client that registered itself: the code is good with these alone, at whichever replica it arrives.
  var client: ProviderCredentials?
  var expiresAt: Int
}

extension PendingAuthorization {
  var sealedJSON: JSONValue {
    .object(
      JSONObject(present: [
        "i": .string(id), "q": request.json, "b": .string(browser), "u": .string(upstreamBinding),
        "v": .string(codeVerifier), "n": .string(nonce), "p": progress.map(JSONValue.string), "k": client?.json,
        "x": .int(expiresAt),
      ]))
  }

  init?(sealedJSON: JSONValue) {
    guard let object = sealedJSON.objectValue, let id = object["i"]?.stringValue,
      let request = AuthorizationRequest(json: object["q"]), let browser = object["b"]?.stringValue,
      let binding = object["u"]?.stringValue, let verifier = object["v"]?.stringValue,
      let nonce = object["n"]?.stringValue, let expiresAt = object["x"]?.intValue
    else { return nil }
    self.init(
      id: id, request: request, browser: browser, upstreamBinding: binding, codeVerifier: verifier, nonce: nonce,
      progress: object["p"]?.stringValue, client: ProviderCredentials(json: object["k"]), expiresAt: expiresAt)
  }
}
