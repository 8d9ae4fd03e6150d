import HTTP

/// One HTTP request. Only `http` and `https` are spoken, redirects are handed back and not followed, and no cookies,
/// `.netrc` or stored credentials are used.
package struct CurlRequest: Sendable {
  package var method: String
  /// Absolute; credentials in the authority are refused.
  package var url: String
  package var headers: HTTPHeaders
  /// `nil` sends no body and no `Content-Length`, except for POST, PUT and PATCH, which then say `Content-Length: 0`.
  package var body: [UInt8]?
  /// Until the connection stands, name resolution and TLS handshake included.
  package var connectTimeout: Duration = .seconds(10)
  /// For the whole exchange, time spent waiting for a free connection included. `nil`: no limit, for streams.
  package var timeout: Duration? = .seconds(30)
  /// The longest silence within a response; `nil`: no limit. Whole seconds.
  package var idleTimeout: Duration?
  /// The largest response body after decompression, and for streams the longest line, in bytes.
  package var responseLimit = 8 << 20
  package var tls = CurlTLS()
  package var proxy = CurlProxy.environment

  package init(_ method: String = "GET", _ url: String, headers: HTTPHeaders = [:], body: [UInt8]? = nil) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
  }
}

extension CurlRequest: CustomStringConvertible {
  /// Method and address without the query, which may hold a secret.
  package var description: String { method + " " + url.prefix { $0 != "?" && $0 != "#" } }
}
