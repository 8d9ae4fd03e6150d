import Curl
import HTTP

/// Which API server, and who we are to it.
package struct ClusterConfiguration: Sendable {
  package enum Trust: Sendable {
    /// The system's certificate authorities.
    case system
    /// These authorities and no others: PEM.
    case authorities(CredentialSource)
    /// Nothing is checked (`insecure-skip-tls-verify`).
    case anything
  }

  package struct Identity: Sendable {
    package let certificate: CredentialSource
    package let key: CredentialSource

    package init(certificate: CredentialSource, key: CredentialSource) {
      self.certificate = certificate
      self.key = key
    }
  }

  /// `https://host:port`, perhaps with a path, without a slash at the end.
  package let server: String
  /// Where namespaced objects are looked for unless somebody says otherwise.
  package var namespace: String
  package var trust: Trust
  package var identity: Identity?
  package var token: CredentialSource?
  package var proxy: CurlProxy
  /// Where this comes from, for people: `in-cluster`, `context "kind"`.
  package var origin: String

  /// - Throws: code `configuration` when `server` is not an http or https address.
  package init(
    server: String, namespace: String = "default", trust: Trust = .system, identity: Identity? = nil,
    token: CredentialSource? = nil, proxy: CurlProxy = .environment, origin: String = "given"
  ) throws(KubernetesError) {
    guard let url = HTTPURL(server), ["http", "https"].contains(url.scheme), url.userInfo == nil, url.query == nil,
      url.fragment == nil
    else { throw KubernetesError(.configuration, "the server's address is not an http or https address") }
    var path = url.path[...]
    while path.hasSuffix("/") { path = path.dropLast() }
    self.server = url.origin + path
    self.namespace = namespace
    self.trust = trust
    self.identity = identity
    self.token = token
    self.proxy = proxy
    self.origin = origin
  }

  /// Adds TLS options and the bearer token, reading anew what has changed on disk.
  package func authenticate(_ request: inout CurlRequest) throws(KubernetesError) {
    switch trust {
    case .system: break
    case .authorities(let source): request.tls.trust = .pem(try source.bytes())
    case .anything: request.tls.trust = .anything
    }
    if let identity {
      request.tls.identity = CurlTLS.Identity(
        certificate: try identity.certificate.bytes(), key: try identity.key.bytes())
    }
    if let token { request.headers["Authorization"] = "Bearer " + (try token.text()) }
  }

  /// Reads a token file again, whatever its time stamps say; after the server refused what was sent.
  /// - Returns: whether it holds another token now than `authorization`.
  func renewCredentials(unlike authorization: String?) -> Bool {
    guard case .file(let file)? = token else { return false }
    file.forget()
    guard let text = try? token?.text(), !text.isEmpty else { return false }
    return "Bearer " + text != authorization
  }
}

extension ClusterConfiguration: CustomStringConvertible {
  package var description: String { "\(server) (\(origin))" }
}
