import HTTP
import JOSE
import JSON
import OAuth

/// Access tokens, as the field of a request and as the payload of one that was signed: nothing that nobody signed passes,
/// what passes says what was asked for, and no refusal adds a field to a response.
private let key = PrivateKey.generate()
private let keys = JWKSet([JWK(key), JWK(.generate(.rsa)), JWK(.generate(.ed25519))])
private let now = 1_800_000_000
private let verifier = ExternalTokenVerifier(issuer: "https://i", audience: "a", leewaySeconds: 5)
private let resource = ProtectedResource(issuer: "https://i", resource: "https://r/mcp", scopes: ["a"])

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzz(_ bytes: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let input = UnsafeBufferPointer(start: bytes, count: count)
  if let text = text(bytes, count) {
    field(text)
    unsigned(text)
    // The header alone, with a body that would be good.
    unsigned(Base64URL.encode(input) + "." + Base64URL.encode(Array(#"{"iss":"https://i"}"#.utf8)) + ".AAAA")
  }
  signed(Array(input))
  return 0
}

private func field(_ text: String) {
  for value in [text, "Bearer " + text] {
    do throws(BearerRefusal) {
      let token = try BearerToken.read(["Authorization": value])
      require(!token.isEmpty && token.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "a token is visible ASCII")
      require(value.hasSuffix(token), "a token is what was sent")
    } catch {
      refuse(error)
    }
  }
  var challenge = WWWAuthenticateChallenge()
  challenge.realm = text
  challenge.errorDescription = text
  require(challenge.value.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "a challenge is one field")
}

private func unsigned(_ token: String) {
  do throws(TokenError) {
    try verifier.screen(token)
    _ = try verifier.verify(token, keys: keys, now: now)
    require(false, "a token that nobody signed passes")
  } catch {
    if error.code == .malformed || error.code == .tooLarge {
    } else {
      require(ExternalTokenVerifier.isJWT(token), "a JWT")
    }
    refuse(BearerRefusal(error))
  }
}

private func signed(_ payload: [UInt8]) {
  do throws(TokenError) {
    let claims = try verifier.verify(JWS.sign(payload, with: key), keys: keys, now: now)
    require(claims["iss"] == "https://i", "the issuer")
    require(JWTValidator.audiences(claims).contains("a"), "the audience")
    require(claims["sub"]?.stringValue?.isEmpty == false, "the subject")
    require(claims["exp"]?.doubleValue.map { $0 > Double(now - 5) } ?? false, "the time")
  } catch {
    refuse(BearerRefusal(error))
  }
}

private func refuse(_ refusal: BearerRefusal) {
  let response = resource.response(to: refusal)
  let value = response.headers["WWW-Authenticate"] ?? ""
  require(response.status == 401 && value.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "a refusal is one field")
}
