import HTTP

extension ScriptedMCPClient {
  /// Plays the browser from a URL until it is sent to the redirect URI.
  /// - Returns: the parameters that it is sent there with.
  func browse(from start: HTTPURL, user: String, password: String) async throws -> FormParameters {
    var cookies = CookieJar()
    var url = start
    var post: [(String, String)]?
    for _ in 0..<20 {
      let step = try await visit(url, post, cookies, password: password)
      cookies.take(step.headers, from: url)
      if (300..<400).contains(step.status), let location = step.headers["Location"] {
        if location.hasPrefix(Self.redirectURI) {
          guard let query = HTTPURL(location)?.query, let answer = FormParameters(reading: query) else {
            throw ClientFailure(step.title, "the redirect carries no answer: \(location)")
          }
          return answer
        }
        guard let next = url.resolving(location) else { throw ClientFailure(step.title, "no URL: \(location)") }
        (url, post) = (next, nil)
        continue
      }
      guard step.status == 200, let form = HTMLForm.all(in: step.body).first, let action = url.resolving(form.action)
      else {
        throw ClientFailure(step.title, "\(url.origin)\(url.path) answered \(step.status): \(step.body.prefix(500))")
      }
      let pairs = form.filled(login: user, password: password)
      guard form.method == "POST" else { throw ClientFailure(step.title, "the form is sent with \(form.method)") }
      (url, post) = (action, pairs)
    }
    throw ClientFailure("browser", "the way did not end after 20 pages")
  }

  private func visit(
    _ url: HTTPURL, _ post: [(String, String)]?, _ cookies: CookieJar, password: String
  ) async throws -> ClientStep {
    var headers: HTTPHeaders = ["Accept": "text/html,application/xhtml+xml,*/*;q=0.8"]
    headers["Cookie"] = cookies.header(for: url)
    guard let post else { return try await exchange("browser", "GET", url, headers: headers) }
    headers["Content-Type"] = "application/x-www-form-urlencoded"
    headers["Origin"] = url.origin
    headers["Sec-Fetch-Site"] = "same-origin"
    let shown = post.map { ($0.0, $0.1 == password ? "redacted" : $0.1) }
    return try await exchange(
      "browser sends a form", "POST", url, headers: headers, body: FormParameters(post).encoded,
      shown: FormParameters(shown).encoded)
  }
}
