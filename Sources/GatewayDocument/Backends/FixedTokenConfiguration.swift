import JSON

/// A token that is the same for everybody.
package struct FixedTokenConfiguration: JSONRecord, Equatable {
  package var tokenKey = ""

  package init() {}

  package init(tokenKey: String) { self.tokenKey = tokenKey }

  package static let fields: [JSONField<FixedTokenConfiguration>] = [
    JSONField("tokenKey", \.tokenKey, "The secret key that holds the token.") { $0.minLength = 1 }
  ]
}
