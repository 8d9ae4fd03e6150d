import JOSE
import JSON

/// Seals and opens this server's values.
struct Seals: Sendable {
  let keys: SealingKeyRing
  /// Nothing that was sealed for one issuer opens for another.
  let issuer: String

  func seal<Value: SealedValue>(_ value: Value) -> String {
    keys.seal(value.sealedJSON.bytes(), purpose: Value.purpose, context: issuer)
  }

  /// `nil` for everything that this server did not seal as a `Value`.
  func open<Value: SealedValue>(_ text: String, as type: Value.Type) -> Value? {
    guard let bytes = try? keys.open(text, purpose: Value.purpose, context: issuer),
      let json = try? JSONValue(reading: bytes, depth: 40)
    else { return nil }
    return Value(sealedJSON: json)
  }
}
