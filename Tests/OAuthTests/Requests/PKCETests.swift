import Testing

@testable import OAuth

@Suite struct PKCETests {
  /// RFC 7636 appendix B.
  let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk"
  let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"

  @Test func `the example of RFC 7636`() {
    #expect(PKCE.challenge(for: verifier) == challenge)
    #expect(PKCE.verify(verifier, against: challenge))
  }

  @Test func `another verifier is refused`() {
    #expect(!PKCE.verify(verifier.lowercased(), against: challenge))
    #expect(!PKCE.verify(challenge, against: challenge))
    #expect(!PKCE.verify("", against: PKCE.challenge(for: "")))
  }

  @Test func `verifiers have 43 to 128 unreserved characters`() {
    #expect(PKCE.isVerifier(PKCE.makeVerifier()))
    #expect(PKCE.makeVerifier() != PKCE.makeVerifier())
    #expect(PKCE.isVerifier(String(repeating: "~", count: 128)))
    for bad in [String(repeating: "a", count: 42), String(repeating: "a", count: 129), verifier + " ", verifier + "="] {
      #expect(!PKCE.isVerifier(bad))
      #expect(!PKCE.verify(bad, against: PKCE.challenge(for: bad)))
    }
  }

  @Test func `challenges are base64url of 32 bytes`() {
    #expect(PKCE.isChallenge(challenge))
    for bad in ["", challenge + "=", String(challenge.dropLast()), String(repeating: "~", count: 43)] {
      #expect(!PKCE.isChallenge(bad))
    }
  }
}
