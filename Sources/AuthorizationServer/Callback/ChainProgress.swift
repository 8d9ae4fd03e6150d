import JSON

/// The legs of a login that has more of them to go, as they lie in the storage: too large for a `state`.
struct ChainProgress: SealedValue, Equatable {
  static let purpose = "login-chain"
  /// In bytes of JSON: what a sealed value may become.
  static let largest = 48_000

  /// Binds the value to its key.
  var id: String
  /// The `binding` of the chain of providers.
  var binding: String
  var legs: [LoginLeg]

  static func key(_ id: String) -> String { "chain:" + id }
}

extension ChainProgress {
  var sealedJSON: JSONValue {
    .object(["i": .string(id), "b": .string(binding), "l": .array(legs.map(\.json))])
  }

  init?(sealedJSON: JSONValue) {
    guard let id = sealedJSON["i"]?.stringValue, let binding = sealedJSON["b"]?.stringValue,
      let values = sealedJSON["l"]?.arrayValue
    else { return nil }
    let legs = values.compactMap { LoginLeg(json: $0) }
    guard legs.count == values.count else { return nil }
    self.init(id: id, binding: binding, legs: legs)
  }
}
