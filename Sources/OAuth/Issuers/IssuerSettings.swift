import HTTP

/// An issuer of tokens outside the gateway, as people configured it.
package struct IssuerSettings: Sendable, Equatable {
  /// The expected `iss`, byte for byte, and the base of discovery.
  package var issuer: String
  /// Where its keys are; `nil` to find them in its metadata.
  package var keysURL: HTTPURL?
  /// Where tokens that are no JWT are introspected (RFC 7662); `nil` to refuse them.
  package var introspectionURL: HTTPURL?
  /// Who asks at the introspection endpoint.
  package var clientID: String?
  package var clientSecret: ClientSecret?
  package var trust = IssuerTrust.system
  /// A file with the bearer token that the issuer's documents are asked for with. It is read for each request, because such
  /// tokens are renewed.
  package var tokenPath: String?
  package var allowsPrivateAddresses = false
  package var allowsPlainHTTP = false

  package init(issuer: String) { self.issuer = issuer }

  /// A secret that prints as nothing that could be one.
  package struct ClientSecret: Sendable, Equatable, CustomStringConvertible, CustomReflectable {
    package let text: String
    package init(_ text: String) { self.text = text }
    package var description: String { "[redacted]" }
    package var customMirror: Mirror { Mirror(self, children: []) }
  }
}

/// Which certificate authorities an issuer's certificate may come from.
package enum IssuerTrust: Sendable, Equatable {
  case system
  /// Those of a PEM text, and no others.
  case pem([UInt8])
  /// Those of a PEM file, and no others.
  case file(String)

  /// Whether only authorities that people chose for this issuer are trusted.
  var isPinned: Bool { self != .system }
}
