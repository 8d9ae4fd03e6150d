import HTTP

/// A cookie that only this server's pages see.
struct BrowserCookie: Sendable, Equatable {
  /// With the `__Host-` prefix where the origin is https: no other host of the domain can set it (RFC 6265bis).
  let name: String
  private let isSecure: Bool

  init(_ name: String, isSecure: Bool) {
    self.name = isSecure ? "__Host-" + name : name
    self.isSecure = isSecure
  }

  /// `SameSite=Lax`, because the way back from the identity provider is a navigation from another site.
  /// - Parameter maximumAge: in seconds; `nil` for as long as the browser runs.
  func field(value: String, maximumAge: Int?) -> String {
    var field = "\(name)=\(value); Path=/; HttpOnly; SameSite=Lax"
    if isSecure { field += "; Secure" }
    if let maximumAge { field += "; Max-Age=\(maximumAge)" }
    return field
  }

  func values(in headers: HTTPHeaders) -> [String] { CookieHeader.values(name, in: headers) }
}
