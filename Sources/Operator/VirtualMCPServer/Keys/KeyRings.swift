import GatewayDocument
import JSON

/// What the operator remembers of a gateway's keys: it stands beside them in the same Secret, so that the two never
/// contradict each other.
struct KeyRings: JSONRecord, Equatable {
  /// Its key in the Secret's data.
  static let name = "key-ring.json"

  var signing: [RingKey] = []
  var sealing: [RingKey] = []
  /// The last request for a rotation that was granted.
  var request: String?

  init() {}

  static let fields: [JSONField<KeyRings>] = [
    JSONField("signing", \.signing, fallback: []),
    JSONField("sealing", \.sealing, fallback: []),
    JSONField("request", \.request),
  ]

  /// What a Secret says; for one of a version that kept no such record, its keys are those in use.
  /// - Returns: `nil` for a record that cannot be read.
  static func read(_ secret: [String: SecretValue], at now: Int) -> KeyRings? {
    guard let value = secret[name] else {
      var rings = KeyRings()
      rings.signing = adopted(GatewaySecretData.signingPrefix + "-1", secret, now)
      rings.sealing = adopted(GatewaySecretData.sealingPrefix + "-1", secret, now)
      return rings
    }
    var decoding = JSONDecoding(unknownFields: .ignore)
    guard value.bytes.count <= 64 << 10, let json = try? JSONValue(reading: value.bytes),
      let rings = KeyRings.read(json, &decoding), decoding.problems.isEmpty
    else { return nil }
    return rings
  }

  var secretValue: SecretValue { SecretValue(json.bytes(.sorted)) }

  private static func adopted(_ name: String, _ secret: [String: SecretValue], _ now: Int) -> [RingKey] {
    guard secret[name] != nil else { return [] }
    var key = RingKey(name: name, made: now)
    key.activated = now
    return [key]
  }
}
