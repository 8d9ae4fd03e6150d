import HTTP
import JOSE

/// Ties a login to the browser that started it: neither a consent form nor the answer of an identity provider counts
/// in another browser (login CSRF, RFC 6749 section 10.12).
struct BrowserBinding: Sendable {
  /// What identifies this browser; set by the answer to the authorization request.
  struct Identity: Sendable, Equatable {
    let secret: String
    let digest: String
  }

  let cookie: BrowserCookie
  let memory: BrowserCookie
  let digest: @Sendable (String) -> String
  let random: @Sendable () -> String

  /// - Parameter issuer: keeps the cookies of gateways on one host apart: cookies know hosts and no ports
  ///   (RFC 6265 section 8.5).
  init(
    issuer: String, isSecure: Bool, digest: @escaping @Sendable (String) -> String,
    random: @escaping @Sendable () -> String
  ) {
    let suffix = "-" + digest(issuer).prefix(8)
    cookie = BrowserCookie("vmcp-browser" + suffix, isSecure: isSecure)
    memory = BrowserCookie("vmcp-consent" + suffix, isSecure: isSecure)
    self.digest = digest
    self.random = random
  }

  /// The browser's identity, or a new one.
  func identity(in headers: HTTPHeaders) -> Identity {
    let known = cookie.values(in: headers).first { (16...64).contains($0.utf8.count) && Base64URL.decode($0) != nil }
    let secret = known ?? random()
    return Identity(secret: secret, digest: digest(secret))
  }

  func isBrowser(_ digest: String, headers: HTTPHeaders) -> Bool {
    cookie.values(in: headers).contains { self.digest($0) == digest }
  }

  func setIdentity(_ identity: Identity, on response: inout HTTPResponse) {
    response.headers.add("Set-Cookie", cookie.field(value: identity.secret, maximumAge: ConsentMemory.lifespan))
  }
}
