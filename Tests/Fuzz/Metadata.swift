import HTTP
import OAuth

/// The documents of providers: what is accepted is of the issuer that was asked, and leads nowhere but to https.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  if let provider = try? OpenIDProviderMetadata(reading: input, issuer: "https://i") {
    require(provider.issuer == "https://i", "the issuer")
    for url in [provider.authorizationEndpoint, provider.tokenEndpoint, provider.keysURI] {
      require(url.scheme == "https" && !url.isLoopback && url.userInfo == nil, "\(url) is a public https address")
    }
  }
  if let issuer = try? IssuerMetadata(reading: input, issuer: "https://i") {
    require(issuer.keysURI.userInfo == nil && issuer.keysURI.fragment == nil, "\(issuer.keysURI) is an address")
  }
  for status in [200, 400] { _ = try? TokenResponse(reading: input, status: status) }
  return 0
}
