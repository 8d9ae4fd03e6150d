import JSON
import OAuth

/// Registrations of clients: what is accepted can be kept and restored, and sends codes to no dangerous place.
private let policy = RegistrationPolicy(
  scopesSupported: ScopeSet(["openid", "profile", "offline_access"]), baselineScopes: ScopeSet(["openid"]))

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  guard let json = try? JSONValue(reading: UnsafeBufferPointer(start: bytes, count: count), depth: 16) else { return 0 }
  do throws(OAuthError) {
    let client = try ClientMetadata(reading: json, policy: policy)
    require((1...10).contains(client.redirectURIs.count), "a client has places for codes, and not too many")
    for uri in client.redirectURIs {
      let scheme = uri.text.lowercased().prefix { $0 != ":" }
      require(!["javascript", "data", "file", "vbscript", "blob", "about"].contains(scheme), "\(scheme) is dangerous")
    }
    require(client.name?.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F } ?? true, "a name is one line")
    let restored = ClientMetadata(restoring: .object(client.json))
    require(restored?.json == client.json, "a registration comes back")
  } catch {
    require(error.publicDescription.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "an error is printable ASCII")
  }
  return 0
}
