import HTTP

/// Which of an issuer's addresses may be asked, and with what: more is allowed for what people wrote themselves than for
/// what a document from outside names.
struct IssuerAddressRule: Sendable {
  let settings: IssuerSettings

  /// What a request to one address may do.
  struct Reach: Sendable, Equatable {
    let allowsPrivateAddresses: Bool
    /// Whether the bearer token of the configuration may be sent there.
    let sendsToken: Bool
  }

  /// - Throws: for an address that people configured and that is not https, unless they allowed that, or it is on this
  ///   machine.
  func reach(configured url: HTTPURL) throws(IssuerError) -> Reach {
    guard url.scheme == "https" || (url.scheme == "http" && (settings.allowsPlainHTTP || url.isLoopback)) else {
      throw IssuerError(.metadata, "\(url.origin) is not https")
    }
    return Reach(allowsPrivateAddresses: allowsPrivate || url.isLoopback, sendsToken: true)
  }

  /// - Throws: for an address that the issuer's metadata names and that is not https; the issuer's own origin may be what
  ///   people wrote.
  func reach(learnt url: HTTPURL) throws(IssuerError) -> Reach {
    if let own = HTTPURL(settings.issuer), own.origin == url.origin { return try reach(configured: url) }
    guard url.scheme == "https" || (url.scheme == "http" && settings.allowsPlainHTTP) else {
      throw IssuerError(.metadata, "\(url.origin), which the issuer's metadata names, is not https")
    }
    // Elsewhere the token goes only to who has a certificate of the authorities that were chosen for this issuer.
    return Reach(allowsPrivateAddresses: allowsPrivate, sendsToken: url.scheme == "https" && settings.trust.isPinned)
  }

  private var allowsPrivate: Bool { settings.allowsPrivateAddresses || settings.allowsPlainHTTP }
}
