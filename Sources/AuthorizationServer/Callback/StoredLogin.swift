import JSON

/// A login too large for a code, as it lies in the storage; with the providers' tokens where those are kept.
struct StoredLogin: SealedValue {
  static let purpose = "stored-login"

  /// The identifier of the code that it belongs to.
  var code: String
  var login: Login
  /// Empty where the providers' tokens are not kept.
  var legs: [LoginLeg] = []

  static func key(_ code: String) -> String { "login:" + code }
}

extension StoredLogin {
  var sealedJSON: JSONValue {
    .object(
      JSONObject(present: [
        "c": .string(code), "l": login.json, "t": legs.isEmpty ? nil : .array(legs.map(\.json)),
      ]))
  }

  init?(sealedJSON: JSONValue) {
    guard let code = sealedJSON["c"]?.stringValue, let login = Login(json: sealedJSON["l"]) else { return nil }
    let values = sealedJSON["t"]?.arrayValue ?? []
    let legs = values.compactMap { LoginLeg(json: $0) }
    guard legs.count == values.count else { return nil }
    self.init(code: code, login: login, legs: legs)
  }
}
