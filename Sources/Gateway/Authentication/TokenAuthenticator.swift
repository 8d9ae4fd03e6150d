import AuthorizationServer
import FoundationEssentials
import HTTP
import JOSE
import JSON
import Kubernetes
import Logging
import OAuth
import Policy

/// Lets in whoever brings an access token of this gateway's own authorization server.
struct TokenAuthenticator: Authenticator {
  let verifier: AccessTokenVerifier
  /// The provider whose claims policies see; `nil` for the token's own.
  let primaryUpstream: String?
  /// What the configuration revokes: a new configuration makes a new authenticator, which remembers nobody.
  let revocations: RevocationRules
  /// Knows what was revoked since.
  let storage: any Storage
  let time: any TimeSource
  let logger: Logger
  private let cache = VerifiedTokenCache<Remembered>()

  /// A caller, and what a revocation would name.
  private struct Remembered {
    let caller: Caller
    let family: String?
    let token: String?
  }

  init(
    verifier: AccessTokenVerifier, primaryUpstream: String?, revocations: RevocationRules, storage: any Storage,
    time: any TimeSource, logger: Logger
  ) {
    self.verifier = verifier
    self.primaryUpstream = primaryUpstream
    self.revocations = revocations
    self.storage = storage
    self.time = time
    self.logger = logger
  }

  func authenticate(_ headers: HTTPHeaders) async throws(AuthenticationFailure) -> Caller {
    do throws(BearerRefusal) {
      return try caller(of: headers)
    } catch {
      throw .refused(error)
    }
  }

  func isKnown(_ headers: HTTPHeaders) -> Bool { (try? caller(of: headers)) != nil }

  private func caller(of headers: HTTPHeaders) throws(BearerRefusal) -> Caller {
    let token = try BearerToken.presented(headers)
    let now = Int(time.wallTime().timeIntervalSince1970)
    let key = SHA256Digest(of: token)
    if let known = cache.value(for: key, now: now) {
      guard !storage.knowsRevoked(family: known.family, token: known.token, now: now) else {
        throw revoked(known.caller)
      }
      return known.caller
    }
    try BearerToken.check(token)
    let verified: VerifiedToken
    do throws(TokenError) {
      verified = try verifier.verify(token, now: now)
    } catch {
      logger.info("token refused", metadata: ["reason": "\(error)", "code": "\(error.code.rawValue)"])
      throw BearerRefusal(error)
    }
    let caller = caller(verified)
    guard !revocations.revoke(verified),
      !storage.knowsRevoked(family: verified.family, token: verified.id, now: now)
    else { throw revoked(caller) }
    if let dropped = verified.upstream?.dropped, !dropped.isEmpty {
      logger.warning(
        "claims did not fit into the token and policies do not see them",
        metadata: ["subject": "\(verified.subject)", "claims": "\(dropped.joined(separator: " "))"])
    }
    let remembered = Remembered(caller: caller, family: verified.family, token: verified.id)
    cache.insert(remembered, for: key, expiresAt: verified.expiresAt, now: now)
    return caller
  }

  private func revoked(_ caller: Caller) -> BearerRefusal {
    logger.info("token refused", metadata: ["reason": "revoked", "subject": "\(caller.subject)"])
    return .invalidToken("the token is revoked")
  }

  private func caller(_ token: VerifiedToken) -> Caller {
    var claims = IdentityClaims.gateway(token.claims)
    if let primaryUpstream, !token.isWithoutLogin {
      // Without the provider's claims there is nobody that policies could know, and everything is denied.
      let upstream = token.upstream.flatMap { $0.provider == primaryUpstream ? $0 : nil }
      claims = .upstream(accessToken: upstream?.accessToken, idToken: upstream?.idToken)
    }
    return Caller(
      issuer: token.issuer, subject: token.subject, user: token.user, client: token.client, claims: claims,
      login: token.login, delegation: token.delegation)
  }
}
