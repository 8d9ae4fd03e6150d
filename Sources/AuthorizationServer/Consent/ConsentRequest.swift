import JSON

/// A valid authorization request that waits for the person's consent. It stands in the page's form and is good only
/// with the cookie of the browser that it was made for.
struct ConsentRequest: SealedValue, Equatable {
  static let purpose = "consent-request"
  /// How long the page may stand open, in seconds.
  static let lifespan = 600

  var request: AuthorizationRequest
  /// A digest of the browser's cookie; `nil` while the request is on its way to the origin that people log in at.
  var browser: String?
  var expiresAt: Int
}

extension ConsentRequest {
  var sealedJSON: JSONValue {
    .object(
      JSONObject(present: ["q": request.json, "b": browser.map(JSONValue.string), "x": .int(expiresAt)]))
  }

  init?(sealedJSON: JSONValue) {
    guard let object = sealedJSON.objectValue, let request = AuthorizationRequest(json: object["q"]),
      let expiresAt = object["x"]?.intValue
    else { return nil }
    self.init(request: request, browser: object["b"]?.stringValue, expiresAt: expiresAt)
  }
}
