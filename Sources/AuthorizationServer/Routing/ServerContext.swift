import GatewayDocument
import HTTP
import JOSE
import OAuth

/// What every endpoint works with.
struct ServerContext: Sendable {
  /// The virtual server's name, as people know it.
  let team: String
  let configuration: AuthorizationServerConfiguration
  /// Claim names that hold groups beside the usual ones.
  let groupClaims: [String]
  let seals: Seals
  let storage: any Storage
  let revocations: RevocationRules
  let clients: ClientDirectory
  let chain: UpstreamChain
  /// The providers' tokens; `nil` where they are not kept.
  let sessions: UpstreamSessions?
  let browsers: BrowserBinding
  let random: @Sendable (Int) -> [UInt8]
  let clock: @Sendable () -> Double
  let record: @Sendable (AuthorizationEvent) -> Void
  /// Of `PageStyle.text`, in base64.
  let styleDigest: String

  /// Unix time.
  var now: Int { Int(clock()) }
  var issuer: String { configuration.issuer }

  /// Where people log in: the origin of the callback that is registered at the identity provider.
  var callbackOrigin: String { HTTPURL(chain.first.configuration.redirectURI)?.origin ?? issuer }

  /// Where browsers send authorization requests.
  var authorizationOrigin: String {
    HTTPURL(configuration.authorizationEndpointBaseURL ?? issuer)?.origin ?? issuer
  }

  func randomText(bytes: Int = 16) -> String { Base64URL.encode(random(bytes)) }

  /// A short digest of text that must not be kept or shown itself.
  func digest(_ text: String) -> String { Self.digest(text) }

  static func digest(_ text: String) -> String {
    Base64URL.encode(SHA256Digest(of: text).bytes.prefix(16))
  }
}
