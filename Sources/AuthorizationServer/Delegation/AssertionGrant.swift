import GatewayDocument
import HTTP
import JOSE
import JSON
import OAuth

/// The JWT bearer grant (RFC 7523 section 2.1): an assertion of a trusted issuer becomes a token, once.
struct AssertionGrant: Sendable {
  let context: ServerContext
  let issuers: TrustedIssuers
  let issuer: DelegatedTokenIssuing

  func token(
    _ form: FormParameters, _ http: HTTPRequest, _ event: inout AuthorizationEvent
  ) async throws(GrantFailure) -> IssuedToken {
    // The grant needs no client; credentials that are sent all the same must be good (RFC 7523 section 3.1).
    if PresentedCredentials.areIn(form, http.headers) {
      _ = try await ClientLookup(context: context).client(form, http, &event)
    }
    guard let text = form["assertion"], !text.isEmpty else {
      throw .refused(OAuthError(.invalidRequest, "assertion is required"))
    }
    let resources = form.values("resource")
    guard resources.count == 1, !resources[0].isEmpty else {
      throw .refused(OAuthError(.invalidRequest, "exactly one resource is required"))
    }
    let assertion = try await verified(text)
    event.subject = assertion.subject
    event.user = assertion.subject
    let clientID = Self.clientID(assertion)
    if event.client == nil { event.client = context.digest(clientID) }
    let (resource, scopes) = try GrantFailure.refusing { () throws(OAuthError) in
      (try target(resources, assertion), try self.scopes(form["scope"]))
    }
    let isFirst = try await GrantFailure.storing { () throws(StorageError) in
      try await context.storage.spend("assertion:" + assertion.id, until: assertion.expiresAt, now: context.now)
    }
    guard isFirst else {
      throw .refused(
        OAuthError(
          .invalidGrant, Self.refusal, hint: "assertion: it was used before"))
    }
    return try GrantFailure.refusing { () throws(OAuthError) in
      try issuer.issue(
        DelegatedGrant(
          subject: assertion.subject, clientID: clientID, audience: [resource], scopes: scopes,
          expiresAt: assertion.expiresAt))
    }
  }

  private static let refusal = "The assertion is invalid or could not be verified."

  private func verified(_ text: String) async throws(GrantFailure) -> VerifiedAssertion {
    do throws(DelegationRefusal) {
      let claims = try TrustedIssuers.claimed(text)
      let issuer = try issuers.issuer(named: claims["iss"]?.stringValue)
      return try await VerifiedAssertion(
        verifying: text, of: issuer, claims: claims, tokenEndpoint: context.issuer + OAuthPath.token, now: context.now)
    } catch {
      throw .refused(OAuthError(.invalidGrant, Self.refusal, hint: "assertion: " + error.reason))
    }
  }

  /// The configuration says which subject may ask for which resource.
  private func target(_ resources: [String], _ assertion: VerifiedAssertion) throws(OAuthError) -> String {
    let allowed = context.configuration.allowedAudiences
    guard let resource = try ResourceIndicator.resolve(resources, allowed: allowed),
      assertion.allowedResources.contains(where: { (try? ResourceIndicator($0))?.denotes(resource) == true })
    else { throw OAuthError(.invalidTarget, "The assertion's subject may not ask for this resource.") }
    return resource
  }

  private func scopes(_ text: String?) throws(OAuthError) -> [String] {
    guard let scopes = ScopeSet(parsing: text ?? "")?.names,
      scopes.allSatisfy(context.configuration.scopesSupported.contains)
    else { throw OAuthError(.invalidScope, "the scope is not one of scopes_supported") }
    return scopes
  }

  /// Stands for a client that there is none of.
  private static func clientID(_ assertion: VerifiedAssertion) -> String {
    VerifiedToken.assertionClient + SHA256Digest(of: assertion.issuer + "\0" + assertion.rawSubject).base64URL
  }
}
