import HTTP

/// The cookies of one browser, by host; lifetimes and paths are not kept apart, a login is over before they matter.
struct CookieJar {
  private var cookies: [String: [String: String]] = [:]

  func header(for url: HTTPURL) -> String? {
    guard let values = cookies[url.host], !values.isEmpty else { return nil }
    return values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: "; ")
  }

  mutating func take(_ headers: HTTPHeaders, from url: HTTPURL) {
    for line in headers.values("Set-Cookie") {
      let pair = line.prefix { $0 != ";" }.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard pair.count == 2, !pair[0].isEmpty else { continue }
      let isRemoved = pair[1].isEmpty || line.lowercased().contains("max-age=0")
      cookies[url.host, default: [:]][String(pair[0])] = isRemoved ? nil : String(pair[1])
    }
  }
}
