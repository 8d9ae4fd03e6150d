import JSON

/// A login too large for a code, as it lies in the storage.
struct StoredLogin: SealedValue {
  static let purpose = "stored-login"

  /// The identifier of the code that it belongs to.
  var code: String
  var login: Login

  static func key(_ code: String) -> String { "login:" + code }
}

extension StoredLogin {
  var sealedJSON: JSONValue { .object(["c": .string(code), "l": login.json]) }

  init?(sealedJSON: JSONValue) {
    guard let code = sealedJSON["c"]?.stringValue, let login = Login(json: sealedJSON["l"]) else { return nil }
    self.init(code: code, login: login)
  }
}
