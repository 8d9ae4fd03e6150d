/// Whether a request goes through a proxy.
package enum CurlProxy: Sendable, Hashable {
  case none
  /// As `https_proxy`, `http_proxy` and `no_proxy` say; never for loopback addresses.
  case environment
  /// An `http://`, `https://` or `socks5://` address.
  case url(String)
}
