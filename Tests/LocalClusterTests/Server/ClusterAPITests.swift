import HTTP
import JSON
import Testing

@testable import LocalCluster

/// Requests as clients send them, answered without a socket.
@Suite("The API")
struct ClusterAPITests {
  private let shared: SharedCluster
  private let keys = AccessKeys()
  private let api: ClusterAPI

  init() throws {
    shared = SharedCluster(try Fixtures.stateWithWidgets())
    api = ClusterAPI(cluster: shared, keys: keys, logs: NoPodLogs())
  }

  private func send(
    _ method: String, _ target: String, _ body: JSONValue? = nil, accept: String = "application/json",
    type: String = "application/json", token: String? = nil
  ) async -> HTTPResponse {
    var headers: HTTPHeaders = ["Accept": accept, "User-Agent": "tester/1.0 (linux)"]
    headers["Authorization"] = "Bearer " + (token ?? keys.administratorToken)
    if body != nil { headers["Content-Type"] = type }
    return await api.answer(
      HTTPRequest(method: method, target: target, headers: headers, body: body?.bytes() ?? []))
  }

  private func json(_ response: HTTPResponse) throws -> JSONValue {
    try JSONValue(reading: try #require(response.bytes))
  }

  private let widgets = "/apis/example.com/v1/namespaces/default/widgets"

  @Test("discovery names every resource, in the plain and the aggregated form")
  func discovery() async throws {
    let list = try json(await send("GET", "/apis/example.com/v1"))
    #expect(list["resources"]?.arrayValue?.map { $0["name"] } == ["widgets", "widgets/status"])
    #expect(list["resources"]?[0]?["shortNames"] == ["wd"])
    let groups = try json(await send("GET", "/apis"))["groups"]?.arrayValue ?? []
    let ours = try #require(groups.first { $0["name"] == "example.com" })
    #expect(ours["preferredVersion"]?["version"] == "v1")
    #expect(ours["versions"]?.arrayValue?.map { $0["version"] } == ["v1", "v1alpha1"])
    let aggregated = await send(
      "GET", "/apis", accept: "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList,application/json")
    #expect(
      aggregated.headers["Content-Type"] == "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList")
    #expect(try json(aggregated)["items"]?.arrayValue?.contains { $0["metadata"]?["name"] == "example.com" } == true)
    #expect(await send("GET", "/apis/nowhere.com/v1").status == 404)
  }

  @Test("OpenAPI v3 says that the server validates fields, and has the fields")
  func openAPI() async throws {
    let index = try json(await send("GET", "/openapi/v3"))
    #expect(index["paths"]?["apis/example.com/v1"]?["serverRelativeURL"] == "/openapi/v3/apis/example.com/v1")
    let document = try json(await send("GET", "/openapi/v3/apis/example.com/v1"))
    let patch = document["paths"]?[widgets.replacingDefault + "/{name}"]?["patch"]
    #expect(patch?["parameters"]?.arrayValue?.contains { $0["name"] == "fieldValidation" } == true)
    #expect(document["components"]?["schemas"]?["com.example.v1.Widget"]?["properties"]?["spec"] != nil)
  }

  @Test("an object's life over requests")
  func life() async throws {
    let created = await send("POST", widgets, Fixtures.widget("a"))
    #expect(created.status == 201)
    #expect(try json(created).metadata?["managedFields"]?[0]?["manager"] == "tester")
    #expect(await send("POST", widgets, Fixtures.widget("a")).status == 409)
    #expect(try json(await send("GET", widgets + "/a"))["spec"]?["size"] == 3)
    let patched = await send("PATCH", widgets + "/a", ["spec": ["size": 4]], type: "application/merge-patch+json")
    #expect(try json(patched).generation == 2)
    let deleted = try json(await send("DELETE", widgets + "/a"))
    #expect(deleted["status"] == "Success")
    #expect(deleted["details"]?["kind"] == "widgets")
    let missing = await send("GET", widgets + "/a")
    #expect(missing.status == 404)
    #expect(try json(missing)["message"] == #"widgets.example.com "a" not found"#)
  }

  @Test(
    "bad requests are refused with what is wrong",
    arguments: [
      ("POST", "?fieldValidation=Maybe", "{}", "application/json", 400), ("POST", "", "[", "application/json", 400),
      ("POST", "", "{}", "text/plain", 415), ("PUT", "", "{}", "application/json", 405),
      ("PATCH", "/a", "{}", "application/json", 415), ("PATCH", "/a", "{}", "application/apply-patch+yaml", 400),
      ("GET", "?labelSelector=a%20b", "", "application/json", 400), ("GET", "?limit=-1", "", "application/json", 400),
      ("DELETE", "/a?propagationPolicy=Wild", "", "application/json", 400),
      ("GET", "/a/b", "", "application/json", 404),
    ])
  func badRequests(_ method: String, _ suffix: String, _ body: String, _ type: String, _ status: Int) async throws {
    _ = await send("POST", widgets, Fixtures.widget("a"))
    var headers: HTTPHeaders = ["Authorization": "Bearer " + keys.administratorToken]
    headers["Content-Type"] = type
    let response = await api.answer(
      HTTPRequest(method: method, target: widgets + suffix, headers: headers, body: Array(body.utf8)))
    #expect(response.status == status)
    #expect(try json(response)["kind"] == "Status")
  }

  @Test("a client that reads protobuf only gets 406")
  func notAcceptable() async {
    #expect(await send("GET", widgets, accept: "application/vnd.kubernetes.protobuf").status == 406)
  }

  @Test("a list comes as a table where the client wants one")
  func table() async throws {
    _ = await send("POST", widgets, Fixtures.widget("a"))
    let table = try json(
      await send("GET", widgets, accept: "application/json;as=Table;v=v1;g=meta.k8s.io,application/json"))
    #expect(table["kind"] == "Table")
    #expect(table["rows"]?[0]?["cells"] == ["a", 3, nil, "0s"])
  }

  @Test("a deprecated version warns")
  func deprecation() async {
    let response = await send("GET", "/apis/example.com/v1alpha1/namespaces/default/widgets")
    #expect(response.headers.values("Warning") == [#"299 - "example.com/v1alpha1 is deprecated; use v1""#])
  }

  private func lines(_ response: HTTPResponse) throws -> AsyncStream<[UInt8]> {
    guard case .stream(let lines) = response.body else { throw APIStatus(.internalError, "not a stream") }
    return lines
  }

  @Test("a watch tells what is there, then every change, and ends objects that a selector no longer matches")
  func watch() async throws {
    _ = await send("POST", widgets, Fixtures.widget("old"))
    var labelled = Fixtures.widget("new")
    labelled.setMetadata("labels", ["team": "a"])
    var iterator = try lines(await send("GET", widgets + "?watch=1")).makeAsyncIterator()
    var selected = try lines(await send("GET", widgets + "?watch=1&labelSelector=team%3Da")).makeAsyncIterator()
    _ = await send("POST", widgets, labelled)
    _ = await send(
      "PATCH", widgets + "/new", ["metadata": ["labels": ["team": "b"]]], type: "application/merge-patch+json")
    var seen: [String] = []
    for _ in 0..<3 {
      let event = try JSONValue(reading: try #require(await iterator.next()))
      seen.append("\(event["type"]?.stringValue ?? "") \(event["object"]?.objectName ?? "")")
    }
    #expect(seen == ["ADDED old", "ADDED new", "MODIFIED new"])
    #expect(try JSONValue(reading: try #require(await selected.next()))["type"] == "ADDED")
    #expect(try JSONValue(reading: try #require(await selected.next()))["type"] == "DELETED")
  }

  @Test("a watch goes on after a revision, and one from before the history is told 410")
  func watchFromRevision() async throws {
    let small = SharedCluster(Fixtures.state(historyLimit: 10))
    let api = ClusterAPI(cluster: small, keys: keys, logs: NoPodLogs())
    let headers: HTTPHeaders = ["Authorization": "Bearer " + keys.administratorToken]
    for number in 0..<30 {
      let body: JSONValue = ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": "c\(number)"]]
      var post = HTTPRequest(
        method: "POST", target: "/api/v1/namespaces/default/configmaps", headers: headers, body: body.bytes())
      post.headers["Content-Type"] = "application/json"
      #expect(await api.answer(post).status == 201)
    }
    let path = "/api/v1/configmaps?watch=1&resourceVersion="
    var old = try lines(await api.answer(HTTPRequest(method: "GET", target: path + "2", headers: headers)))
      .makeAsyncIterator()
    let error = try JSONValue(reading: try #require(await old.next()))
    #expect(error["type"] == "ERROR")
    #expect(error["object"]?["code"] == 410)
    #expect(await old.next() == nil)
    let last = small.state.store.revision - 1
    var recent = try lines(await api.answer(HTTPRequest(method: "GET", target: path + "\(last)", headers: headers)))
      .makeAsyncIterator()
    #expect(try JSONValue(reading: try #require(await recent.next()))["object"]?.objectName == "c29")
  }

  @Test("bookmarks carry the revision; sendInitialEvents marks the end of what was there")
  func bookmarks() async throws {
    _ = await send("POST", widgets, Fixtures.widget("a"))
    let target = widgets + "?watch=1&allowWatchBookmarks=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan"
    var iterator = try lines(await send("GET", target)).makeAsyncIterator()
    #expect(try JSONValue(reading: try #require(await iterator.next()))["type"] == "ADDED")
    let end = try JSONValue(reading: try #require(await iterator.next()))
    #expect(end["type"] == "BOOKMARK")
    #expect(end["object"]?.annotations["k8s.io/initial-events-end"] == "true")
    shared.sendBookmarks()
    let bookmark = try JSONValue(reading: try #require(await iterator.next()))
    #expect(bookmark["object"]?.resourceVersion == String(shared.state.store.revision))
  }

  @Test("a watch that nobody reads any more is forgotten")
  func forgotten() async throws {
    do {
      let lines = try lines(await send("GET", widgets + "?watch=1"))
      let reader = Task { for await _ in lines {} }
      #expect(shared.watchCount == 1)
      reader.cancel()
      await reader.value
    }
    #expect(shared.watchCount == 0)
  }

  @Test("without a token or with a foreign one the answer is 401; the secret path needs none")
  func authentication() async {
    #expect(await api.answer(HTTPRequest(method: "GET", target: "/api/v1/secrets")).status == 401)
    #expect(await send("GET", "/api/v1/secrets", token: "forged").status == 401)
    let secret = HTTPRequest(method: "GET", target: "/\(keys.secretPath)/api/v1/secrets")
    #expect(await api.answer(secret).status == 200)
    let guess = HTTPRequest(method: "GET", target: "/\(keys.secretPath)x/api/v1/secrets")
    #expect(await api.answer(guess).status == 401)
  }

  @Test("a service account reads what its Role names and nothing else")
  func roles() async throws {
    let rbac = "/apis/rbac.authorization.k8s.io/v1/namespaces/default"
    _ = await send(
      "POST", rbac + "/roles",
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "Role", "metadata": ["name": "own"],
        "rules": [
          [
            "apiGroups": [""], "resources": ["configmaps"], "resourceNames": ["mine"],
            "verbs": ["get", "list", "watch"],
          ]
        ],
      ])
    _ = await send(
      "POST", rbac + "/rolebindings",
      [
        "apiVersion": "rbac.authorization.k8s.io/v1", "kind": "RoleBinding", "metadata": ["name": "own"],
        "roleRef": ["apiGroup": "rbac.authorization.k8s.io", "kind": "Role", "name": "own"],
        "subjects": [["kind": "ServiceAccount", "name": "gateway", "namespace": "default"]],
      ])
    let maps = "/api/v1/namespaces/default/configmaps"
    for name in ["mine", "other"] {
      _ = await send("POST", maps, ["apiVersion": "v1", "kind": "ConfigMap", "metadata": ["name": .string(name)]])
    }
    let token = keys.issue(serviceAccount: "gateway", namespace: "default")
    #expect(await send("GET", maps + "/mine", token: token).status == 200)
    #expect(await send("GET", maps + "?fieldSelector=metadata.name%3Dmine", token: token).status == 200)
    #expect(await send("GET", maps + "?watch=1&fieldSelector=metadata.name%3Dmine", token: token).status == 200)
    #expect(await send("GET", maps, token: token).status == 403)
    #expect(await send("DELETE", maps + "/mine", token: token).status == 403)
    #expect(await send("GET", "/api/v1/namespaces/kube-system/configmaps/mine", token: token).status == 403)
    let denied = await send("GET", maps + "/other", token: token)
    #expect(denied.status == 403)
    #expect(
      try json(denied)["message"]
        == #"configmaps "other" is forbidden: User "system:serviceaccount:default:gateway" cannot get resource "configmaps" in API group "" in the namespace "default""#
    )
    let review: JSONValue = [
      "spec": ["resourceAttributes": ["verb": "get", "resource": "configmaps", "namespace": "default", "name": "mine"]]
    ]
    let path = "/apis/authorization.k8s.io/v1/selfsubjectaccessreviews"
    #expect(try json(await send("POST", path, review, token: token))["status"]?["allowed"] == true)
    keys.revoke(token)
    #expect(await send("GET", maps + "/mine", token: token).status == 401)
  }

  @Test("a deployment is scaled through its subresource")
  func scale() async throws {
    let deployments = "/apis/apps/v1/namespaces/default/deployments"
    _ = await send(
      "POST", deployments,
      [
        "apiVersion": "apps/v1", "kind": "Deployment", "metadata": ["name": "d"],
        "spec": [
          "selector": ["matchLabels": ["a": "b"]],
          "template": ["metadata": ["labels": ["a": "b"]], "spec": ["containers": [["name": "c", "image": "i"]]]],
        ],
      ])
    let scaled = await send(
      "PATCH", deployments + "/d/scale", ["spec": ["replicas": 3]], type: "application/merge-patch+json")
    #expect(try json(scaled)["spec"]?["replicas"] == 3)
    #expect(try json(await send("GET", deployments + "/d"))["spec"]?["replicas"] == 3)
  }
}

extension String {
  fileprivate var replacingDefault: String {
    split(separator: "/", omittingEmptySubsequences: false).map { $0 == "default" ? "{namespace}" : String($0) }
      .joined(separator: "/")
  }
}
