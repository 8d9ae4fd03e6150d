import JOSE
import JSON

/// Key sets: what is read can be written and read again, is bounded, and holds no private key.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: bytes, count: count)
  if let set = try? JWKSet(reading: input) {
    require(!set.keys.isEmpty && set.keys.count <= JWKSet.maximumKeys, "a set has keys, and not too many")
    let again = try? JWKSet(reading: set.json.bytes())
    require(again?.keys == set.keys, "a set comes back")
    for key in set.keys {
      require(key.algorithm?.fits(key.key.type) ?? true, "an algorithm is the key's")
      require(!key.key.verify([], of: [1], key.key.type.signingAlgorithm), "nothing is no signature")
      require(!key.key.verify(Array(repeating: 0, count: 64), of: [1], .es256), "zeros are no signature")
      for name in ["d", "p", "q", "k"] { require(key.json[name] == nil, "\(name) is private") }
    }
  }
  if let json = try? JSONValue(reading: input), let key = try? JWK(reading: json) {
    require((try? JWK(reading: key.json)) == key, "a key comes back")
  }
  return 0
}
