import AuthorizationServer
import FoundationEssentials
import HTTP
import JOSE
import Kubernetes
import Logging
import OAuth
import Policy

/// Lets in whoever brings a token of an issuer outside the gateway. The token's claims are the person's.
struct ExternalAuthenticator: Authenticator {
  let issuer: ExternalIssuer
  /// What the configuration revokes: a new configuration makes a new authenticator, which remembers nobody.
  let revocations: RevocationRules
  let time: any TimeSource
  let logger: Logger
  private let cache = VerifiedTokenCache<Remembered>()
  /// Tokens that were good not long ago.
  private let seen = VerifiedTokenCache<Void>()

  /// For how many seconds a request with a token that was good may be large before the issuer is asked again.
  private static let seenLifespan = 3600

  private struct Remembered {
    let caller: Caller
    /// Of the keys that the token was checked with.
    let generation: Int?
  }

  init(issuer: ExternalIssuer, revocations: RevocationRules, time: any TimeSource, logger: Logger) {
    self.issuer = issuer
    self.revocations = revocations
    self.time = time
    self.logger = logger
  }

  func authenticate(_ headers: HTTPHeaders) async throws(AuthenticationFailure) -> Caller {
    let token: String
    let digest: SHA256Digest
    do throws(BearerRefusal) {
      token = try BearerToken.presented(headers)
      digest = SHA256Digest(of: token)
      if let known = remembered(digest) { return known }
      try BearerToken.check(token)
    } catch {
      throw .refused(error)
    }
    do throws(ExternalIssuer.Failure) {
      return try admit(try await issuer.verify(token, digest: digest, now: now), digest)
    } catch {
      switch error {
      case .token(let error):
        logger.info("token refused", metadata: ["reason": "\(error)", "code": "\(error.code.rawValue)"])
        throw .refused(BearerRefusal(error))
      case .issuer(let error):
        logger.warning(
          "token cannot be checked", metadata: ["issuer": "\(issuer.settings.issuer)", "reason": "\(error)"])
        throw .unavailable
      }
    }
  }

  func isKnown(_ headers: HTTPHeaders) -> Bool {
    guard let token = try? BearerToken.read(headers) else { return false }
    let digest = SHA256Digest(of: token)
    return remembered(digest) != nil || seen.value(for: digest, now: now) != nil
      || issuer.verifyAtHand(token, now: now) != nil
  }

  private var now: Int { Int(time.wallTime().timeIntervalSince1970) }

  /// Whoever was let in before, unless the keys have changed since: what was signed with a withdrawn one is looked at again.
  private func remembered(_ digest: SHA256Digest) -> Caller? {
    guard let known = cache.value(for: digest, now: now) else { return nil }
    guard let generation = known.generation else { return known.caller }
    return issuer.keys.atHand?.generation == generation ? known.caller : nil
  }

  private func admit(_ verified: ExternalIssuer.Verified, _ digest: SHA256Digest) throws(ExternalIssuer.Failure)
    -> Caller
  {
    let token = VerifiedToken(
      issuer: issuer.settings.issuer, external: verified.claims, until: verified.until)
    guard !revocations.revoke(token) else {
      throw .token(TokenError(.inactive, "the token is revoked", detail: "subject \(TokenError.quoted(token.subject))"))
    }
    let caller = Caller(
      issuer: token.issuer, subject: token.subject, user: token.user, client: token.client,
      claims: .gateway(token.claims), delegation: token.delegation)
    let now = now
    cache.insert(
      Remembered(caller: caller, generation: verified.generation), for: digest, expiresAt: verified.until, now: now)
    seen.insert((), for: digest, expiresAt: now + Self.seenLifespan, now: now)
    return caller
  }
}
