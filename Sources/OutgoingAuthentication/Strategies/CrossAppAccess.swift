import GatewayDocument
import HTTP
import JOSE
import JSON
import OAuth

/// Cross-app access (Identity Assertion Authorization Grant): the person's provider asserts to the backend's own
/// authorization server who they are, and that issues the token.
struct CrossAppAccess: CredentialStrategy {
  let configuration: CrossAppAccessConfiguration
  let provider: TokenEndpoint
  let target: TokenEndpoint
  let clock: @Sendable () -> Double

  var hasOwnCredential: Bool { target.isConfidential }

  func obtain(for caller: OutgoingCaller?) async throws(CredentialFailure) -> TimedCredential {
    var form: FormParameters
    if let caller {
      let assertion = try await assertion(try await idToken(caller))
      form = FormParameters([("grant_type", TokenType.assertionGrant), ("assertion", assertion)])
    } else {
      guard hasOwnCredential else { throw .withoutCaller }
      form = FormParameters([("grant_type", "client_credentials")])
    }
    addScopes(to: &form)
    let answer = try await target.post(form)
    guard answer.isBearer else { throw target.invalid("its token_type is not Bearer") }
    return TimedCredential(
      credential: .bearer(answer.token), expiresAt: answer.lifespan.map { clock() + Double($0) })
  }

  private func idToken(_ caller: OutgoingCaller) async throws(CredentialFailure) -> String {
    guard let token = try await caller.tokens(of: configuration.subjectProvider).idToken else {
      throw CredentialFailure(.loginRequired, "\"\(configuration.subjectProvider)\" gave no ID token")
    }
    return token
  }

  /// The first step, at the provider, and what its answer must be.
  private func assertion(_ idToken: String) async throws(CredentialFailure) -> String {
    var form = FormParameters([
      ("grant_type", TokenType.exchangeGrant), ("requested_token_type", TokenType.identityAssertion),
      ("subject_token", idToken), ("subject_token_type", TokenType.idToken),
      ("audience", configuration.targetAudience),
    ])
    if let resource = configuration.targetResource { form.add("resource", resource) }
    addScopes(to: &form)
    let answer = try await provider.post(form)
    guard answer.issuedTokenType == TokenType.identityAssertion else {
      throw provider.invalid("its issued_token_type is not \(TokenType.identityAssertion)")
    }
    // What is not an access token has no type (RFC 8693 section 2.2.1).
    guard answer.type.lowercased() == "n_a" else { throw provider.invalid("its token_type is not N_A") }
    guard let claims = try? JWT.unverifiedClaims(of: answer.token) else {
      throw provider.invalid("its assertion is not a JWT")
    }
    // Its signature is the target's to check; here it must be meant for the target that it is sent to.
    guard Self.single(claims["aud"]) == configuration.targetAudience else {
      throw provider.invalid("its assertion is not for the target alone")
    }
    if let resource = configuration.targetResource, Self.single(claims["resource"]) != resource {
      throw provider.invalid("its assertion is not for the resource that was asked for")
    }
    return answer.token
  }

  private func addScopes(to form: inout FormParameters) {
    if !configuration.scopes.isEmpty { form.add("scope", configuration.scopes.joined(separator: " ")) }
  }

  /// A string, or the only one of a list.
  private static func single(_ value: JSONValue?) -> String? {
    if let text = value?.stringValue { return text }
    guard let list = value?.arrayValue, list.count == 1 else { return nil }
    return list[0].stringValue
  }
}
