import JSON

/// A registration at a provider.
struct UpstreamRegistration: SealedValue, Equatable {
  static let purpose = "upstream-registration"

  /// The provider's `binding`.
  var binding: String
  var credentials: ProviderCredentials
  /// When its secret runs out, in Unix seconds.
  var expiresAt: Int?
}

extension UpstreamRegistration {
  var sealedJSON: JSONValue {
    .object(
      JSONObject(present: ["b": .string(binding), "c": credentials.json, "x": expiresAt.map(JSONValue.int)]))
  }

  init?(sealedJSON: JSONValue) {
    guard let binding = sealedJSON["b"]?.stringValue, let credentials = ProviderCredentials(json: sealedJSON["c"])
    else {
      return nil
    }
    self.init(binding: binding, credentials: credentials, expiresAt: sealedJSON["x"]?.intValue)
  }
}
