import HTTP
import JSON
import Testing

@testable import AuthorizationServer

@Suite struct ConsentTests {
  private func scene(_ consent: String = "firstUse") throws -> Scene {
    try Scene { $0.consent = consent == "always" ? .always : .firstUse }
  }

  private func decide(
    _ scene: Scene, _ page: HTTPResponse, _ decision: String
  ) async throws -> HTTPResponse {
    let sealed = try #require(page.sealedRequest)
    return try await scene.browse(
      "POST", "/oauth/consent", form: FormParameters([("request", sealed), ("decision", decision)]))
  }

  @Test("DIV-10: a client's first login shows who asks, where the code goes and for which team")
  func page() async throws {
    let scene = try scene()
    let page = try await scene.authorize(try await scene.clientID())
    #expect(page.status == 200)
    #expect(page.headers["Content-Type"] == "text/html; charset=utf-8")
    #expect(page.text.contains("VS Code"))
    #expect(page.text.contains("Unverified"))
    #expect(page.text.contains("127.0.0.1:52110"))
    #expect(page.text.contains("engineering-tools"))
    #expect(page.text.contains("idp.example"))
    #expect(scene.provider.requests.isEmpty)
  }

  @Test func `the page cannot be framed, scripted, cached or leak where people came from`() async throws {
    let scene = try scene()
    let page = try await scene.authorize(try await scene.clientID())
    let policy = try #require(page.headers["Content-Security-Policy"])
    #expect(policy.contains("default-src 'none'"))
    #expect(policy.contains("frame-ancestors 'none'"))
    #expect(!policy.contains("unsafe"))
    #expect(!policy.contains("script-src"))
    #expect(!page.text.contains("<script"))
    #expect(page.headers["X-Content-Type-Options"] == "nosniff")
    #expect(page.headers["Referrer-Policy"] == "no-referrer")
    #expect(page.headers["Cache-Control"] == "no-store")
  }

  @Test func `a client's name cannot become markup or hide itself`() async throws {
    let scene = try scene()
    let name = "<script>alert(1)</script>\u{200B}\"'&"
    let client = try await scene.clientID([
      "redirect_uris": [.string(Scene.redirect)], "client_name": .string(name),
    ])
    let page = try await scene.authorize(client)
    #expect(!page.text.contains("<script"))
    #expect(page.text.contains("&lt;script&gt;alert(1)"))
    #expect(!page.text.unicodeScalars.contains("\u{200B}"))
    #expect(!page.text.contains("\"'&\""))
  }

  @Test("DIV-10: allowing goes on to the identity provider and is remembered for client and place")
  func allow() async throws {
    let scene = try scene()
    let client = try await scene.clientID()
    let departure = try await decide(scene, try await scene.authorize(client), "allow")
    #expect(departure.status == 303)
    #expect(departure.redirectTarget == "https://idp.example/v1/authorize")
    // Another port of the same loopback address is the same place.
    #expect(try await scene.authorize(client, ["redirect_uri": "http://127.0.0.1:60000/callback"]).status == 302)
    let other = try await scene.clientID()
    #expect(try await scene.authorize(other).status == 200)
    scene.browser = CookieJar()
    #expect(try await scene.authorize(client).status == 200)
  }

  @Test func `a consent for one redirect URI is none for another`() async throws {
    let scene = try scene()
    let client = try await scene.clientID(["redirect_uris": ["https://a.example/1", "https://b.example/2"]])
    _ = try await decide(scene, try await scene.authorize(client, ["redirect_uri": "https://a.example/1"]), "allow")
    #expect(try await scene.authorize(client, ["redirect_uri": "https://a.example/1"]).status == 302)
    #expect(try await scene.authorize(client, ["redirect_uri": "https://b.example/2"]).status == 200)
  }

  @Test func `a memory of consents is worth nothing in another browser`() async throws {
    let scene = try scene()
    let client = try await scene.clientID()
    _ = try await decide(scene, try await scene.authorize(client), "allow")
    let name = try #require(scene.browser.name(startingWith: "__Host-vmcp-consent"))
    let memory = try #require(scene.browser.cookies[name])
    let identity = try #require(scene.browser.name(startingWith: "__Host-vmcp-browser"))
    let page = try await scene.send(
      "GET", Scene.target(client), headers: ["Cookie": "\(identity)=AAAAAAAAAAAAAAAAAAAAAA; \(name)=\(memory)"])
    #expect(page.status == 200)
  }

  @Test func `denying tells the client and asks nobody else`() async throws {
    let scene = try scene()
    let client = try await scene.clientID()
    let denial = try await decide(scene, try await scene.authorize(client), "deny")
    #expect(denial.status == 303)
    #expect(denial.redirectTarget == Scene.listening)
    #expect(denial.redirectParameters["error"] == "access_denied")
    #expect(denial.redirectParameters["state"] == "client-state-1")
    #expect(denial.redirectParameters["iss"] == Scene.issuer)
    #expect(scene.provider.requests.isEmpty)
    #expect(try await scene.authorize(client).status == 200)
    #expect(scene.events.last(.consent)?.error == "access_denied")
  }

  @Test func `always asks every time`() async throws {
    let scene = try scene("always")
    let client = try await scene.clientID()
    #expect(try await decide(scene, try await scene.authorize(client), "allow").status == 303)
    #expect(try await scene.authorize(client).status == 200)
  }

  @Test func `a consent given in another browser does not count`() async throws {
    let scene = try scene()
    let page = try await scene.authorize(try await scene.clientID())
    let victim = try Scene { $0.consent = .firstUse }
    _ = try await victim.authorize(try await victim.clientID())
    scene.browser = victim.browser
    let answer = try await decide(scene, page, "allow")
    #expect(answer.status == 400)
    #expect(answer.headers["Location"] == nil)
    scene.browser = CookieJar()
    #expect(try await decide(scene, page, "allow").status == 400)
  }

  @Test func `an old, changed or unreadable answer does not count`() async throws {
    let scene = try scene()
    let page = try await scene.authorize(try await scene.clientID())
    let sealed = try #require(page.sealedRequest)
    func post(_ parameters: [(String, String)]) async throws -> Int {
      try await scene.browse("POST", "/oauth/consent", form: FormParameters(parameters)).status
    }
    #expect(try await post([("request", sealed)]) == 400)
    #expect(try await post([("request", sealed), ("decision", "perhaps")]) == 400)
    #expect(try await post([("request", "x" + sealed), ("decision", "allow")]) == 400)
    #expect(try await post([("request", sealed), ("decision", "deny"), ("decision", "allow")]) == 400)
    scene.clock.advance(601)
    #expect(try await post([("request", sealed), ("decision", "allow")]) == 400)
  }

  @Test func `the cookies are for this host, https and the server alone`() async throws {
    let scene = try scene()
    _ = try await decide(scene, try await scene.authorize(try await scene.clientID()), "allow")
    #expect(scene.browser.fields.count >= 2)
    for field in scene.browser.fields {
      #expect(field.hasPrefix("__Host-vmcp-"))
      for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Secure"] { #expect(field.contains("; " + attribute)) }
      #expect(!field.contains("Domain"))
    }
  }

  @Test func `over plain http the cookies do without the prefix`() async throws {
    let scene = try Scene {
      $0.issuer = "http://localhost:9091"
      $0.upstreams[0].redirectURI = "http://localhost:9091/oauth/callback"
    }
    _ = try await scene.authorize(try await scene.clientID())
    #expect(scene.browser.cookies.count == 1)
    #expect(scene.browser.name(startingWith: "vmcp-browser") != nil)
    #expect(scene.browser.fields.allSatisfy { !$0.contains("Secure") })
  }

  @Test func `gateways on one host keep their cookies apart, because ports do not`() async throws {
    let scenes = try ["http://localhost:9091", "http://localhost:9092"].map { issuer in
      try Scene {
        $0.issuer = issuer
        $0.upstreams[0].redirectURI = issuer + "/oauth/callback"
        $0.consent = .firstUse
      }
    }
    var browser = CookieJar()
    var clients: [String] = []
    for scene in scenes {
      let client = try await scene.clientID()
      scene.browser = browser
      let answer = try await decide(scene, try await scene.authorize(client), "allow")
      #expect(answer.status == 303)
      browser = scene.browser
      clients.append(client)
    }
    #expect(browser.cookies.count == 4)
    for (scene, client) in zip(scenes, clients) {
      scene.browser = browser
      #expect(try await scene.authorize(client).status == 302)
    }
  }

  @Test func `a login that starts on another origin than the callback's moves there first`() async throws {
    let scene = try Scene {
      $0.consent = .firstUse
      $0.upstreams[0].redirectURI = "https://callback.example.com/oauth/callback"
    }
    let move = try await scene.authorize(try await scene.clientID())
    #expect(move.status == 302)
    #expect(move.redirectTarget == "https://callback.example.com/oauth/consent")
    #expect(scene.browser.cookies.isEmpty)
    let query = try #require(move.headers["Location"]?.split(separator: "?").last)
    let page = try await scene.browse("GET", "/oauth/consent?" + query)
    #expect(page.status == 200)
    let departure = try await decide(scene, page, "allow")
    let callback = try scene.provider.logIn(at: try #require(departure.headers["Location"]))
    #expect(try await scene.browse("GET", callback.target).redirectParameters["code"] != nil)
    #expect(try await scene.browse("GET", "/oauth/consent?request=nonsense").status == 400)
    #expect(try await scene.browse("GET", "/oauth/consent").status == 400)
  }

  @Test func `the memory keeps the newest consents within a cookie's size`() throws {
    var memory = ConsentMemory(browser: "b")
    for number in 0..<100 { memory.add("\(number)") }
    #expect(!memory.contains("59"))
    #expect(memory.contains("60"))
    #expect(memory.contains("99"))
    #expect(ConsentMemory(sealedJSON: memory.sealedJSON) == memory)
    #expect(memory.sealedJSON.bytes().count < 2800)
  }
}
