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
  let time: any TimeSource
  let logger: Logger
  private let cache = VerifiedTokenCache<Caller>()

  init(verifier: AccessTokenVerifier, primaryUpstream: String?, time: any TimeSource, logger: Logger) {
    self.verifier = verifier
    self.primaryUpstream = primaryUpstream
    self.time = time
    self.logger = logger
  }

  func authenticate(_ headers: HTTPHeaders) throws(BearerRefusal) -> Caller {
    let token = try BearerToken.read(headers)
    let now = Int(time.wallTime().timeIntervalSince1970)
    let key = SHA256Digest(of: token)
    if let caller = cache.value(for: key, now: now) { return caller }
    do throws(TokenError) {
      let verified = try verifier.verify(token, now: now)
      let caller = caller(verified)
      if let dropped = verified.upstream?.dropped, !dropped.isEmpty {
        logger.warning(
          "claims did not fit into the token and policies do not see them",
          metadata: ["subject": "\(verified.subject)", "claims": "\(dropped.joined(separator: " "))"])
      }
      cache.insert(caller, for: key, expiresAt: verified.expiresAt, now: now)
      return caller
    } catch {
      logger.info("token refused", metadata: ["reason": "\(error)", "code": "\(error.code.rawValue)"])
      throw BearerRefusal(error)
    }
  }

  private func caller(_ token: VerifiedToken) -> Caller {
    var claims = IdentityClaims.gateway(token.claims)
    if let primaryUpstream {
      // Without the provider's claims there is nobody that policies could know, and everything is denied.
      let upstream = token.upstream.flatMap { $0.provider == primaryUpstream ? $0 : nil }
      claims = .upstream(accessToken: upstream?.accessToken, idToken: upstream?.idToken)
    }
    return Caller(
      issuer: token.issuer, subject: token.subject, user: token.user, client: token.client, claims: claims)
  }
}
