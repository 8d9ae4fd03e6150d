import JSON
import Synchronization
import TestDoubles
import Testing

@testable import Kubernetes

@Suite(.timeLimit(.minutes(1))) struct KubernetesClientTests {
  private let key = ObjectKey(namespace: "n", name: "a")

  private func echo() -> ScriptedServer {
    ScriptedServer { request, connection in
      connection.respond(200, request.body.isEmpty ? #"{"kind":"Service","metadata":{}}"# : request.text)
    }
  }

  @Test("A list goes through all pages and gives items the type that the list says once")
  func list() async throws {
    let server = ScriptedServer { request, connection in
      let isFirst = request.query["continue"] == nil
      let more = isFirst ? #""continue":"to/ken","# : ""
      connection.respond(
        200, #"{"metadata":{\#(more)"resourceVersion":"9"},"items":[{"metadata":{"name":"\#(isFirst ? "a" : "b")"}}]}"#)
    }
    defer { server.close() }
    let list = try await KubernetesClient(server).list(
      .deployments, namespace: "n", ListOptions(labelSelector: "app=x,tier!=y"))
    #expect(list.items.map(\.name) == ["a", "b"])
    #expect(list.items.map(\.apiVersion) == ["apps/v1", "apps/v1"])
    #expect(list.resourceVersion == "9")
    #expect(server.requests.map(\.path) == Array(repeating: "/apis/apps/v1/namespaces/n/deployments", count: 2))
    #expect(server.requests[0].query == ["labelSelector": "app%3Dx%2Ctier%21%3Dy", "limit": "500"])
    #expect(server.requests[1].query["continue"] == "to%2Fken")
  }

  @Test("A list whose pages expire underway begins again, the second time without pages")
  func listExpired() async throws {
    let server = ScriptedServer { request, connection in
      if request.query["limit"] == nil {
        connection.respond(200, #"{"metadata":{"resourceVersion":"2"},"items":[{"metadata":{"name":"b"}}]}"#)
      } else if request.query["continue"] == "old" {
        connection.respond(410, #"{"kind":"Status","reason":"Expired","message":"too old","code":410}"#)
      } else {
        connection.respond(
          200, #"{"metadata":{"resourceVersion":"1","continue":"old"},"items":[{"metadata":{"name":"a"}}]}"#)
      }
    }
    defer { server.close() }
    #expect(try await KubernetesClient(server).list(.services).items.map(\.name) == ["b"])
    #expect(server.requests.map { $0.query["continue"] } == [nil, "old", nil, "old", nil])
  }

  @Test("A page that is too large is asked for in smaller ones")
  func pageTooLarge() async throws {
    let server = ScriptedServer { request, connection in
      let count = Int(request.query["limit"] ?? "") ?? 0
      let from = Int(request.query["continue"] ?? "") ?? 0
      let items = (from..<min(40, from + count)).map { #"{"metadata":{"name":"\#($0)"}}"# }.joined(separator: ",")
      let more = from + count < 40 ? #""continue":"\#(from + count)","# : ""
      connection.respond(200, #"{"metadata":{\#(more)"resourceVersion":"9"},"items":[\#(items)]}"#)
    }
    defer { server.close() }
    var client = try KubernetesClient(server)
    client.responseLimit = 600
    #expect(try await client.list(.services).items.map(\.name) == (0..<40).map(String.init))
    #expect(Set(server.requests.compactMap { $0.query["limit"] }) == ["500", "125", "31", "7"])
  }

  @Test("Apply names the manager, forces, and leaves the server's bookkeeping out")
  func apply() async throws {
    let server = echo()
    defer { server.close() }
    var object = KubernetesObject(.services, key, fields: ["spec": ["type": "ClusterIP"]])
    object.metadata["managedFields"] = [[:]]
    try await KubernetesClient(server).apply(.services, object, subresource: "status")
    let request = server.requests[0]
    #expect(request.method == "PATCH")
    #expect(request.path == "/api/v1/namespaces/n/services/a/status")
    #expect(request.query == ["fieldManager": "tester", "force": "true"])
    #expect(request["Content-Type"] == "application/apply-patch+yaml")
    let body = try JSONValue(reading: request.body)
    #expect(body[path: "metadata", "managedFields"] == nil)
    #expect(body[path: "spec", "type"] == "ClusterIP")
    #expect(body["apiVersion"] == "v1")
  }

  @Test("Create, replace, merge patch and delete use their methods, paths and types")
  func writes() async throws {
    let server = echo()
    defer { server.close() }
    let client = try KubernetesClient(server)
    let object = KubernetesObject(.secrets, key)
    try await client.create(.secrets, object, WriteOptions(isDryRun: true, fieldValidation: "Strict"))
    try await client.replace(.secrets, object)
    try await client.patch(.secrets, key, merging: ["data": nil])
    var options = DeleteOptions(propagation: .foreground, uid: "u")
    options.gracePeriodSeconds = 0
    try await client.delete(.secrets, key, options)
    let requests = server.requests
    #expect(requests.map(\.method) == ["POST", "PUT", "PATCH", "DELETE"])
    #expect(
      requests.map(\.path)
        == ["/api/v1/namespaces/n/secrets"] + Array(repeating: "/api/v1/namespaces/n/secrets/a", count: 3))
    #expect(requests[0].query == ["fieldManager": "tester", "dryRun": "All", "fieldValidation": "Strict"])
    #expect(requests[2]["Content-Type"] == "application/merge-patch+json")
    #expect(requests[2].text == #"{"data":null}"#)
    #expect(
      try JSONValue(reading: requests[3].body) == [
        "apiVersion": "v1", "kind": "DeleteOptions", "propagationPolicy": "Foreground", "gracePeriodSeconds": 0,
        "preconditions": ["uid": "u"],
      ])
  }

  @Test("429 is repeated after the wait that the server names, and given up in the end")
  func tooMany() async throws {
    let count = Atomic(0)
    let server = ScriptedServer { request, connection in
      let isLast = request.path.hasSuffix("/a") && count.wrappingAdd(1, ordering: .relaxed).newValue == 3
      if isLast { return connection.respond(200, #"{"kind":"Service"}"#) }
      connection.respond(429, #"{"kind":"Status","code":429}"#, fields: ["Retry-After: 4"])
    }
    defer { server.close() }
    let time = ManualTime(skipsSleeps: true)
    let client = try KubernetesClient(server, time: time)
    #expect(try await client.get(.services, key).kind == "Service")
    #expect(time.sleeps == [.seconds(4), .seconds(4)])
    let error = await #expect(throws: KubernetesError.self) {
      try await client.get(.services, ObjectKey(namespace: "n", name: "b"))
    }
    #expect(error?.code == .tooManyRequests)
    #expect(server.requests.count == 3 + 6)
  }

  @Test("A server error without a wait is not repeated: the request may have been served")
  func serverError() async throws {
    let server = ScriptedServer { _, connection in connection.respond(500, "oops") }
    defer { server.close() }
    await #expect(throws: KubernetesError.self) {
      try await KubernetesClient(server).create(.services, KubernetesObject(.services, key))
    }
    #expect(server.requests.count == 1)
  }

  @Test("What is not there is nil to find and an error to get")
  func find() async throws {
    let server = ScriptedServer { _, connection in
      connection.respond(404, #"{"kind":"Status","reason":"NotFound","message":"services \"a\" not found","code":404}"#)
    }
    defer { server.close() }
    let client = try KubernetesClient(server)
    #expect(try await client.find(.services, key) == nil)
    let error = await #expect(throws: KubernetesError.self) { try await client.get(.services, key) }
    #expect(error.map(String.init(describing:)) == #"NotFound: services "a" not found"#)
  }

  @Test("An answer that is not JSON is an error with its place")
  func notJSON() async throws {
    let server = ScriptedServer { _, connection in connection.respond(200, "{]") }
    defer { server.close() }
    let error = await #expect(throws: KubernetesError.self) { try await KubernetesClient(server).get(.services, key) }
    #expect(error?.code == .badResponse)
    #expect(error?.message.contains("line 1") == true)
  }

  @Test("Nobody there is a transport error with its cause")
  func unreachable() async throws {
    let server = ScriptedServer { _, _ in }
    server.close()
    let error = await #expect(throws: KubernetesError.self) { try await KubernetesClient(server).get(.services, key) }
    #expect(error?.code == .transport)
    #expect(error?.cause?.code == .connection)
  }
}
