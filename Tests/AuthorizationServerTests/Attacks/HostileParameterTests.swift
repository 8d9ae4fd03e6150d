import GatewayDocument
import HTTP
import JSON
import Testing

@testable import AuthorizationServer

/// CRLF, Unicode, markup and other places in every parameter of every endpoint.
@Suite struct HostileParameterTests {
  private func scene(_ consent: AuthorizationServerConfiguration.Consent = .never) throws -> Scene {
    try Scene.delegating {
      $0.consent = consent
      $0.trustedIssuers[0].assertions = ForeignIssuer.assertions()
      $0.clientMetadataDocuments = ClientMetadataDocumentsConfiguration()
    }
  }

  /// Where a browser may be sent: to the client's own place, to the identity provider, to our consent page.
  private func isHarmless(_ location: String) -> Bool {
    guard let url = HTTPURL(location) else { return false }
    return (url.origin + url.path) == Scene.listening || url.origin == ScriptedProvider.issuer
      || (url.origin + url.path) == Scene.issuer + "/oauth/consent"
  }

  private func check(_ response: HTTPResponse, _ context: String) {
    // 502 is what a provider that refused is told as (3.3).
    #expect(response.status < 500 || response.status == 502, "\(context): \(response.status)")
    for field in response.headers.fields {
      let isClean = field.value.utf8.allSatisfy { (0x20...0x7E).contains($0) }
      #expect(isClean, "\(context): \(field.name)")
    }
    #expect(!response.headers.values("Set-Cookie").contains { $0.contains("hijacked") }, "\(context)")
    if let location = response.headers["Location"] { #expect(isHarmless(location), "\(context): \(location)") }
    let type = response.headers["Content-Type"] ?? ""
    if type.hasPrefix("text/html") {
      checkPage(response, context)
    } else if type.hasPrefix("application/json") {
      let description = response.errorDescription
      #expect(response.document != .null, "\(context)")
      #expect(description.utf8.allSatisfy { (0x20...0x7E).contains($0) }, "\(context): \(description)")
      #expect(description.utf8.count <= 512, "\(context)")
    }
    #expect(response.headers["X-Content-Type-Options"] == "nosniff", "\(context)")
  }

  private func checkPage(_ response: HTTPResponse, _ context: String) {
    let policy = response.headers["Content-Security-Policy"] ?? ""
    #expect(policy.contains("frame-ancestors 'none'") && policy.contains("default-src 'none'"), "\(context)")
    #expect(response.headers["X-Frame-Options"] == "DENY", "\(context)")
    #expect(response.headers["Referrer-Policy"] == "no-referrer", "\(context)")
    for text in ["<script", "<img", "onerror=\"", "evil.example\"", "\u{202E}"] {
      #expect(!response.text.contains(text), "\(context): \(text)")
    }
  }

  private func checkEvents(_ scene: Scene, _ context: String) {
    for event in scene.events.all {
      let texts = [
        event.clientName, event.user, event.subject, event.reason, event.error, event.client, event.upstream,
      ]
      for text in texts.compactMap(\.self) {
        let isClean = !text.unicodeScalars.contains {
          [.control, .format, .lineSeparator, .paragraphSeparator].contains($0.properties.generalCategory)
        }
        #expect(isClean && text.count <= 512, "\(context): \(text)")
      }
    }
  }

  @Test(
    "CRLF, Unicode and markup in every parameter: no header, page, log line or place is theirs",
    arguments: HostileInput.places(client: "").map(\.name))
  func everyParameter(name: String) async throws {
    let scene = try scene(.firstUse)
    let client = try await scene.clientID()
    let place = try #require(HostileInput.places(client: client).first { $0.name == name })
    for index in place.parameters.indices {
      for value in HostileInput.values {
        var parameters = place.parameters.map { ($0.name, $0.value) }
        parameters[index].1 = value
        let response = try #require(await scene.server.respond(to: place.request(parameters)))
        check(response, "\(name) \(parameters[index].0) \(value.prefix(40))")
      }
    }
    checkEvents(scene, name)
  }

  @Test(
    "RFC 6749 3.1, 3.2: no parameter stands twice, whichever it is",
    arguments: HostileInput.places(client: "").map(\.name))
  func duplicates(name: String) async throws {
    let scene = try scene()
    let client = try await scene.clientID()
    let place = try #require(HostileInput.places(client: client).first { $0.name == name })
    let good = place.parameters.map { ($0.name, $0.value) }
    for (parameter, value) in good + [("unknown", "x"), ("state", "s"), ("client_id", client)] {
      // An empty resource is none (RFC 8707).
      for second in [value, "other", ""] where parameter != "resource" || !second.isEmpty {
        let rest = good.filter { $0.0 != parameter }
        let request = place.request(rest + [(parameter, value), (parameter, second)])
        let response = try #require(await scene.server.respond(to: request))
        check(response, "\(name) \(parameter)")
        let context = "\(name) \(parameter)=\(second.prefix(20)): \(response.status) \(response.text.prefix(200))"
        switch response.status {
        case 303:
          #expect(["invalid_request", "invalid_target"].contains(response.redirectParameters["error"]), "\(context)")
        default: #expect((400...404).contains(response.status), "\(context)")
        }
        #expect(response.redirectParameters["code"] == nil && response.document["access_token"] == nil, "\(context)")
      }
    }
  }

  @Test(
    "queries and forms that cannot be read",
    arguments: [
      "%", "%zz", "client_id=%ff%fe", "client_id=%00", "&&&", "=x", "a=b=c", "client_id", "%63lient_id=x",
      String(repeating: "a=b&", count: 200), String(repeating: "&", count: 5000), "client_id=\u{202E}",
      "client_id=x;state=y",
    ])
  func unreadable(text: String) async throws {
    let scene = try scene()
    for path in ["/oauth/authorize", "/oauth/callback", "/oauth/consent"] {
      let request = HTTPRequest(method: "GET", path: path, query: text, remoteAddress: "192.0.2.7")
      let response = try #require(await scene.server.respond(to: request))
      check(response, path)
      #expect((400..<500).contains(response.status), "\(path): \(response.status)")
    }
    for path in ["/oauth/token", "/oauth/revoke", "/oauth/introspect", "/oauth/consent"] {
      for type in ["application/x-www-form-urlencoded", "application/json", "multipart/form-data; boundary=x", ""] {
        let response = try await scene.send("POST", path, headers: ["Content-Type": type], body: Array(text.utf8))
        check(response, path)
        #expect((400..<500).contains(response.status), "\(path): \(response.status)")
      }
    }
    checkEvents(scene, text)
  }

  @Test(
    "DIV-36, I-06, UR-1: schemes that run code, read files or lead elsewhere are registered by nobody",
    arguments: [
      "javascript:alert(1)", "JavaScript:alert(1)", "java\tscript:alert(1)", " javascript:alert(1)", "data:text/html,x",
      "vbscript:x", "file:///etc/passwd", "blob:https://a.example/1", "about:blank", "filesystem:https://a.example/x",
      "ws://a.example/", "wss://a.example/", "ftp://a.example/", "view-source:https://a.example/", "mailto:a@b.example",
      "intent://a#Intent;end", "jar:https://a.example/!/", "https:a.example", "https:/a.example", "https:///a.example",
      "http://a.example/", "//a.example/", "https://a.example\\@b.example/", "https://a.example/\r\nX: y",
      "https://a.example/\u{202E}", "https://xn--a.example:99999/", "https://a.example/*", "https://u:p@a.example/",
    ])
  func schemes(uri: String) async throws {
    for method in ["none", "client_secret_post"] {
      let scene = try Scene { $0.clients.allowsConfidentialRegistration = true }
      let response = try await scene.register([
        "redirect_uris": ["https://good.example/", .string(uri)], "token_endpoint_auth_method": .string(method),
      ])
      check(response, uri)
      #expect(response.error == "invalid_redirect_uri", "\(response.document)")
    }
  }

  @Test("a client's name deceives neither page nor log", arguments: HostileInput.values)
  func names(name: String) async throws {
    let scene = try scene(.firstUse)
    let response = try await scene.register(["redirect_uris": [.string(Scene.redirect)], "client_name": .string(name)])
    check(response, name)
    if let client = response.document["client_id"]?.stringValue {
      let page = try await scene.authorize(client)
      #expect(page.status == 200)
      check(page, name)
      _ = try await scene.post([("grant_type", "refresh_token"), ("client_id", client)])
    }
    checkEvents(scene, name)
  }

  @Test("AS-24: every page of ours is framed by nobody, and tells nobody where it was")
  func clickjacking() async throws {
    let scene = try scene(.always)
    let client = try await scene.clientID(["redirect_uris": ["https://client.example/cb"]])
    let change = ["redirect_uri": "https://client.example/cb"]
    let pages = [
      try await scene.authorize(client, change),
      try await scene.authorize(client, change.merging(["scope": "x"]) { $1 }),
      try await scene.browse("GET", "/oauth/callback"), try await scene.browse("GET", "/oauth/callback?state=x&code=y"),
      try await scene.browse("GET", "/oauth/callback?error=x"), try await scene.browse("GET", "/oauth/consent"),
      try await scene.browse(
        "POST", "/oauth/consent", form: FormParameters([("request", "x"), ("decision", "allow")])),
    ]
    for page in pages {
      #expect(page.headers["Content-Type"] == "text/html; charset=utf-8")
      checkPage(page, "page")
      #expect(page.headers["Cache-Control"] == "no-store")
    }
  }
}
