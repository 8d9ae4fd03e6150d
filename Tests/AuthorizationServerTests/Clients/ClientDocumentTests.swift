import GatewayDocument
import HTTP
import JSON
import OAuth
import Testing

@testable import AuthorizationServer

@Suite struct ClientDocumentTests {
  static let claude = "https://claude.ai/oauth/claude-code-client-metadata"
  static let code = "https://vscode.dev/oauth/client-metadata.json"

  static func document(_ id: String, _ changes: JSONObject = [:]) -> JSONValue {
    var object: JSONObject = [
      "client_id": .string(id), "client_name": "Claude Code",
      "redirect_uris": ["http://localhost/callback", "http://127.0.0.1/callback"],
      "grant_types": ["authorization_code", "refresh_token", "urn:ietf:params:oauth:grant-type:device_code"],
      "response_types": ["code"], "token_endpoint_auth_method": "none",
    ]
    for (key, value) in changes { object[key] = value }
    return .object(object)
  }

  static func served(
    _ id: String, status: Int = 200, _ headers: HTTPHeaders = [:], _ changes: JSONObject = [:]
  ) -> UpstreamResponse {
    var headers = headers
    if headers["Content-Type"] == nil { headers["Content-Type"] = "application/json" }
    return UpstreamResponse(status: status, headers: headers, body: document(id, changes).bytes())
  }

  private func scene(
    _ response: UpstreamResponse? = served(claude), at id: String = claude,
    _ change: (inout AuthorizationServerConfiguration) -> Void = { _ in }
  ) throws -> Scene {
    let scene = try Scene {
      $0.clientMetadataDocuments = ClientMetadataDocumentsConfiguration()
      change(&$0)
    }
    scene.provider.change { $0.documents[id] = response }
    return scene
  }

  private func fetches(_ scene: Scene, _ id: String = claude) -> Int {
    scene.provider.requests.filter { $0.url.description == id }.count
  }

  @Test("DIV-6, I-04: a client that is known by its document logs in from any port, and refreshes")
  func wholeLogin() async throws {
    let scene = try scene()
    let tokens = try await scene.tokens(Self.claude)
    let refresh = try #require(tokens["refresh_token"]?.stringValue)
    let access = try #require(tokens["access_token"]?.stringValue)
    let token = try scene.verifier(Scene.audience).verify(access, now: Int(scene.clock.now))
    #expect(token.clientID == Self.claude)
    #expect(token.audience == [Scene.audience])
    let next = try await scene.refresh(refresh, Self.claude, [("resource", Scene.audience + "/")])
    #expect(next.status == 200, "\(next.document)")
    #expect(next.document["refresh_token"] != nil)
    // Refreshing works while the document's server is away.
    scene.clock.advance(3000)
    scene.provider.change { $0.documents[Self.claude] = UpstreamResponse(status: 503, body: []) }
    let later = try #require(next.document["refresh_token"]?.stringValue)
    #expect(try await scene.refresh(later, Self.claude).status == 200)
    #expect(fetches(scene) == 2)
  }

  @Test("I-05: VS Code's document")
  func visualStudioCode() async throws {
    let uris: JSONValue = ["http://127.0.0.1:33418/", "http://127.0.0.1/", "https://vscode.dev/redirect"]
    let scene = try scene(Self.served(Self.code, [:], ["redirect_uris": uris]), at: Self.code)
    for uri in ["http://127.0.0.1:51234/", "https://vscode.dev/redirect"] {
      let response = try await scene.logIn(Self.code, ["redirect_uri": uri])
      #expect(response.redirectTarget == uri)
      #expect(response.redirectParameters["code"] != nil)
    }
    #expect(try await scene.authorize(Self.code, ["redirect_uri": "https://vscode.dev/other"]).status == 400)
    #expect(fetches(scene, Self.code) == 1)
  }

  @Test func `the request for a document is small, short and carries nothing`() async throws {
    let scene = try scene()
    _ = try await scene.authorize(Self.claude)
    let request = try #require(scene.provider.requests.first)
    #expect(request.method == "GET")
    #expect(request.headers.fields.map(\.name) == ["Accept"])
    #expect(request.body.isEmpty)
    #expect(request.limits.maximumBodyBytes == 10_240)
    #expect(request.limits.timeoutSeconds == 5)
    #expect(!request.limits.allowsInsecure)
  }

  @Test(
    "SS-1, SS-3, DIV-5: what cannot be used is one answer to the client, and its reason the operator's",
    arguments: [
      (nil, "cannot be fetched"), (served(claude, status: 404), "answered 404"),
      (served(claude, status: 302, ["Location": "http://169.254.169.254/"]), "answered 302"),
      (served(claude, status: 201), "answered 201"), (served(claude, status: 500), "answered 500"),
      (served(claude, ["Content-Type": "text/html"]), "not served as JSON"),
      (served(code), "client_id that is not its own address"),
      (served(claude, [:], ["redirect_uris": ["cursor://a/b"]]), "neither https nor http on the loopback"),
    ] as [(UpstreamResponse?, String)])
  func unusable(response: UpstreamResponse?, reason: String) async throws {
    let scene = try scene(response)
    for _ in 0..<3 {
      let answer = try await scene.authorize(Self.claude)
      #expect(answer.status == 401)
      #expect(answer.error == "invalid_client")
      #expect(answer.errorDescription == "the client's metadata document cannot be used")
      #expect(answer.headers["Location"] == nil)
    }
    #expect(fetches(scene) == 1, "a failure is remembered")
    let event = try #require(scene.events.last(.authorize))
    #expect(event.outcome == .refused)
    #expect(event.reason?.contains(reason) == true, "\(event.reason ?? "")")
    scene.clock.advance(61)
    scene.provider.change { $0.documents[Self.claude] = Self.served(Self.claude) }
    #expect(try await scene.authorize(Self.claude).status == 302)
  }

  @Test func `an outage is no reason to throw tokens away: 503, not invalid_client`() async throws {
    let scene = try scene()
    let tokens = try await scene.tokens(Self.claude)
    let refresh = try #require(tokens["refresh_token"]?.stringValue)
    // Another replica, which has never seen the document.
    let other = try Scene { $0.clientMetadataDocuments = ClientMetadataDocumentsConfiguration() }
    let away = try await other.refresh(refresh, Self.claude)
    #expect(away.status == 503)
    #expect(away.headers["Retry-After"] == "5")
    other.clock.advance(11)
    other.provider.change { $0.documents[Self.claude] = Self.served(Self.claude) }
    #expect(try await other.refresh(refresh, Self.claude).status == 200)
    // A document that is there and is none any more ends it.
    other.clock.advance(301)
    other.provider.change { $0.documents[Self.claude] = Self.served(Self.claude, status: 404) }
    #expect(try await other.refresh(refresh, Self.claude).error == "invalid_client")
  }

  @Test("DIV-5: HTTP caching is respected; concurrent requests share one fetch")
  func caching() async throws {
    let scene = try scene(Self.served(Self.claude, ["Cache-Control": "max-age=600"]))
    let target = Scene.target(Self.claude)
    let server = scene.server
    await withTaskGroup(of: Int?.self) { group in
      for _ in 0..<30 {
        group.addTask { await server.respond(to: HTTPRequest(method: "GET", target: target))?.status }
      }
      for await status in group { #expect(status == 302) }
    }
    #expect(fetches(scene) == 1)
    scene.clock.advance(599)
    #expect(try await scene.authorize(Self.claude).status == 302)
    #expect(fetches(scene) == 1)
    scene.clock.advance(1)
    scene.provider.change {
      $0.documents[Self.claude] = Self.served(Self.claude, [:], ["redirect_uris": ["https://claude.ai/new"]])
    }
    #expect(try await scene.authorize(Self.claude).status == 400, "the new document counts")
    #expect(fetches(scene) == 2)
  }

  @Test func `a flood of addresses is limited, and drives out no document that is in use`() async throws {
    let scene = try scene()
    #expect(try await scene.authorize(Self.claude).status == 302)
    var limited = 0
    for number in 0..<300 {
      let answer = try await scene.authorize("https://flood.example/\(number)")
      if answer.status == 429 {
        limited += 1
        #expect(answer.headers["Retry-After"] == "1")
      }
    }
    #expect(limited > 200)
    #expect(scene.provider.requests.count < 100)
    #expect(try await scene.authorize(Self.claude).status == 302)
    #expect(fetches(scene) == 1)
  }

  @Test func `without the setting an address is no client, and nothing is fetched`() async throws {
    let scene = try Scene()
    scene.provider.change { $0.documents[Self.claude] = Self.served(Self.claude) }
    let answer = try await scene.authorize(Self.claude)
    #expect(answer.status == 401)
    #expect(answer.errorDescription.contains("not supported; register at /oauth/register"))
    #expect(scene.provider.requests.isEmpty)
  }

  @Test(
    "SS-1: addresses that lead back here, to this machine or nowhere are not fetched",
    arguments: [
      Scene.issuer + "/oauth/authorize?client_id=x", "http://localhost:9/a", "http://127.0.0.1/a", "https://h.example",
      "https://u:p@h.example/a", "https://h.example/a#b", "https://h.example/a/../b", "http://h.example/a",
    ])
  func notFetched(id: String) async throws {
    let scene = try scene()
    let answer = try await scene.authorize(id)
    #expect(answer.status == 401)
    #expect(answer.error == "invalid_client")
    #expect(scene.provider.requests.isEmpty)
  }

  @Test func `a server on the loopback, for development, fetches from there, and from no other insecure place`()
    async throws
  {
    let id = "http://localhost:7000/client.json"
    let scene = try scene(Self.served(id), at: id) {
      $0.issuer = "http://localhost:9091"
      $0.upstreams[0].redirectURI = "http://localhost:9091/oauth/callback"
    }
    scene.provider.change { $0.documents[Self.claude] = Self.served(Self.claude) }
    #expect(try await scene.authorize(id).status == 302)
    #expect(try await scene.authorize(Self.claude).status == 302)
    let documents = scene.provider.requests.filter { [id, Self.claude].contains($0.url.description) }
    #expect(documents.map(\.limits.allowsInsecure) == [true, false])
    #expect(try await scene.authorize("http://10.0.0.1/client.json").status == 401)
  }

  @Test("AS-10, LR-1: the page says whose document it is, and warns where any program could be meant")
  func consentPage() async throws {
    let scene = try scene { $0.consent = .firstUse }
    let page = try await scene.authorize(Self.claude)
    #expect(page.status == 200)
    #expect(page.text.contains("<dt>Described by</dt><dd>claude.ai</dd>"))
    #expect(page.text.contains("Any program on this device can claim to be it"))
    #expect(page.text.contains("an application on this device (127.0.0.1:52110)"))
    #expect(!page.text.contains("It registered itself"))
    let uris: JSONValue = ["https://vscode.dev/redirect"]
    scene.provider.change {
      $0.documents[Self.code] = Self.served(Self.code, [:], ["redirect_uris": uris, "client_name": .null])
    }
    let other = try await scene.authorize(Self.code, ["redirect_uri": "https://vscode.dev/redirect"])
    #expect(other.text.contains("Allow <q>vscode.dev</q>"))
    #expect(!other.text.contains("Any program"))
  }

  @Test("AS-10: the metadata says that such clients are known")
  func metadata() async throws {
    let metadata = try await scene().send("GET", "/.well-known/oauth-authorization-server").document
    #expect(metadata["client_id_metadata_document_supported"] == true)
    #expect(metadata["token_endpoint_auth_methods_supported"] == ["none"])
  }
}
