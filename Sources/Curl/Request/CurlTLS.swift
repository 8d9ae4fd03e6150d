/// How the peer of an `https` request proves itself, and how we do. TLS 1.2 is the oldest version spoken.
package struct CurlTLS: Sendable, Hashable {
  package enum Trust: Sendable, Hashable {
    /// The system's certificate authorities.
    case system
    /// The authorities of a PEM file, and no others.
    case file(String)
    /// The authorities of a PEM text, and no others.
    case pem([UInt8])
    /// Nothing is checked: anybody can stand in for the peer. Only on a person's explicit word.
    case anything
  }

  /// A certificate with its chain, and its private key, both PEM.
  package struct Identity: Sendable, Hashable {
    package let certificate: [UInt8]
    package let key: [UInt8]

    package init(certificate: [UInt8], key: [UInt8]) {
      self.certificate = certificate
      self.key = key
    }
  }

  package var trust: Trust
  package var identity: Identity?

  package init(trust: Trust = .system, identity: Identity? = nil) {
    self.trust = trust
    self.identity = identity
  }
}

extension CurlTLS.Identity: CustomStringConvertible {
  package var description: String { "client certificate (\(certificate.count) bytes)" }
}
