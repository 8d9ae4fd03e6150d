import HTTP

/// What a browser keeps of `Set-Cookie` fields.
struct CookieJar {
  private(set) var cookies: [String: String] = [:]
  /// The fields as they came.
  private(set) var fields: [String] = []

  mutating func take(_ response: HTTPResponse) {
    for field in response.headers.values("Set-Cookie") {
      fields.append(field)
      let pair = field.split(separator: ";")[0].split(separator: "=", maxSplits: 1)
      cookies[String(pair[0])] = pair.count > 1 ? String(pair[1]) : ""
    }
  }

  var header: String? {
    cookies.isEmpty ? nil : cookies.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
  }

  /// The whole name of the cookie whose name begins so.
  func name(startingWith prefix: String) -> String? { cookies.keys.first { $0.hasPrefix(prefix) } }
}
