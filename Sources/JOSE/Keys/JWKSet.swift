import JSON

/// The public keys of one issuer (RFC 7517 section 5).
package struct JWKSet: Sendable, Hashable {
  package static let maximumBytes = 262_144
  package static let maximumKeys = 100

  package let keys: [JWK]
  /// Why keys of the text that was read are not among `keys`.
  package let skipped: [KeyError]

  package init(_ keys: [JWK] = []) {
    self.keys = keys
    skipped = []
  }

  /// Reads a set. Keys that are not used here are left out (RFC 7517 section 5 asks for that).
  /// - Throws: `KeyError` for a text that is no key set, one that is too large, one with a private key, and one without any
  ///   usable key.
  package init(reading bytes: some Collection<UInt8>) throws(KeyError) {
    guard bytes.count <= Self.maximumBytes else {
      throw KeyError(.tooLarge, "the key set is larger than \(Self.maximumBytes) bytes")
    }
    let json: JSONValue
    do {
      json = try JSONValue(reading: bytes, depth: 16)
    } catch {
      throw KeyError(.malformed, "the key set is not JSON: \(error)")
    }
    guard let entries = json["keys"]?.arrayValue else { throw KeyError(.malformed, "the key set has no array keys") }
    guard entries.count <= Self.maximumKeys else {
      throw KeyError(.tooLarge, "the key set has more than \(Self.maximumKeys) keys")
    }
    var keys: [JWK] = []
    var skipped: [KeyError] = []
    for entry in entries {
      do throws(KeyError) {
        let key = try JWK(reading: entry)
        if !keys.contains(key) { keys.append(key) }
      } catch {
        if error.code == .privateMaterial { throw error }
        skipped.append(error)
      }
    }
    guard !keys.isEmpty else {
      throw KeyError(.noUsableKey, "the key set has no key that can be used" + (skipped.first.map { ": \($0)" } ?? ""))
    }
    self.keys = keys
    self.skipped = skipped
  }

  package var json: JSONValue { ["keys": .array(keys.map(\.json))] }

  /// The keys that may have made a signature: those named `keyID` that admit the algorithm. Without a `keyID`, the one
  /// key that admits the algorithm, when there is only one.
  package func candidates(_ keyID: String?, _ algorithm: SignatureAlgorithm) -> [JWK] {
    let fitting = keys.filter { $0.admits(algorithm) }
    guard let keyID else { return fitting.count == 1 ? fitting : [] }
    return fitting.filter { $0.keyID == keyID }
  }

  /// Whether any key is named so.
  package func contains(_ keyID: String) -> Bool { keys.contains { $0.keyID == keyID } }
}
