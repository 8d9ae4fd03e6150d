import JSON

/// What asking the providers again came to. It is remembered for a moment: a refresh that is repeated because its answer was
/// lost gets the same, and no provider's refresh token is used twice.
struct RecheckResult: SealedValue, Equatable {
  static let purpose = "recheck"

  enum Outcome: Equatable {
    case login(Login, ProviderCheck)
    /// Why the login is over, for the operator.
    case ended(String)
  }

  /// Binds the value to its key.
  var id: String
  var outcome: Outcome
}

extension RecheckResult {
  var sealedJSON: JSONValue {
    switch outcome {
    case .login(let login, let check):
      var reason: String?
      if case .unanswered(let text) = check { reason = text }
      return .object(
        JSONObject(present: [
          "i": .string(id), "l": login.json, "u": reason.map(JSONValue.string),
        ]))
    case .ended(let reason): return ["i": .string(id), "e": .string(reason)]
    }
  }

  init?(sealedJSON: JSONValue) {
    guard let id = sealedJSON["i"]?.stringValue else { return nil }
    if let reason = sealedJSON["e"]?.stringValue {
      self.init(id: id, outcome: .ended(reason))
    } else if let login = Login(json: sealedJSON["l"]) {
      let check = (sealedJSON["u"]?.stringValue).map(ProviderCheck.unanswered) ?? .confirmed
      self.init(id: id, outcome: .login(login, check))
    } else {
      return nil
    }
  }
}
