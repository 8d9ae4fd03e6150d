import Synchronization
import TestDoubles
import Testing

@testable import Kubernetes

@Suite(.timeLimit(.minutes(1))) struct WatcherTests {
  /// Answers the requests of one watcher, one step for each, and says what was not scripted.
  private func server(
    _ steps: [@Sendable (ScriptedConnection) -> Void]
  ) -> ScriptedServer {
    let next = Atomic(0)
    return ScriptedServer { _, connection in
      let index = next.wrappingAdd(1, ordering: .relaxed).oldValue
      if index < steps.count { return steps[index](connection) }
      connection.startChunks()
      connection.waitForPeer()
      connection.cut()
    }
  }

  private static func list(_ version: Int, _ names: String...) -> @Sendable (ScriptedConnection) -> Void {
    let items = names.map { #"{"metadata":{"name":"\#($0)","resourceVersion":"\#(version)"}}"# }
    return { connection in
      connection.respond(
        200, #"{"metadata":{"resourceVersion":"\#(version)"},"items":[\#(items.joined(separator: ","))]}"#)
    }
  }

  private static func event(_ type: String, _ version: Int, _ name: String = "x") -> String {
    #"{"type":"\#(type)","object":{"kind":"Service","metadata":{"name":"\#(name)","resourceVersion":"\#(version)"}}}"#
      + "\n"
  }

  /// Sends the parts as chunks and ends the response properly, or cuts the connection.
  private static func watch(_ parts: String..., cut: Bool = false) -> @Sendable (ScriptedConnection) -> Void {
    { connection in
      connection.startChunks()
      for part in parts { connection.chunk(part) }
      if cut { connection.cut() } else { connection.endChunks() }
    }
  }

  private func texts(_ server: ScriptedServer, count: Int, time: ManualTime = ManualTime(skipsSleeps: true))
    async throws
    -> [String]
  {
    let watcher = Watcher(
      try KubernetesClient(server, time: time), .services, namespace: "n",
      backoff: Backoff(initial: .seconds(1), cap: .seconds(8), jitter: 0), seconds: 300...300)
    var texts: [String] = []
    for await event in watcher.events() {
      texts.append(Self.text(event))
      if texts.count == count { break }
    }
    return texts
  }

  private static func text(_ event: WatchEvent) -> String {
    switch event {
    case .replaced(let objects): "replaced " + objects.map(\.name).joined(separator: ",")
    case .added(let object): "added \(object.name)"
    case .modified(let object): "modified \(object.name)"
    case .deleted(let object): "deleted \(object.name)"
    case .interrupted(let error, let wait): "interrupted \(error.code) \(wait)"
    }
  }

  private func versions(_ server: ScriptedServer) -> [String] {
    server.requests.map { $0.query["watch"] == nil ? "list" : $0.query["resourceVersion"] ?? "none" }
  }

  @Test("List, then the changes since")
  func listAndWatch() async throws {
    let server = server([
      Self.list(5, "a", "b"),
      Self.watch(Self.event("ADDED", 6, "c"), Self.event("MODIFIED", 7, "a") + Self.event("DELETED", 8, "b")),
    ])
    defer { server.close() }
    #expect(
      try await texts(server, count: 4) == ["replaced a,b", "added c", "modified a", "deleted b"])
    let watch = server.requests[1]
    #expect(watch.path == "/api/v1/namespaces/n/services")
    #expect(
      watch.query == ["watch": "true", "resourceVersion": "5", "allowWatchBookmarks": "true", "timeoutSeconds": "300"])
  }

  @Test("A connection that ends is taken up where it ended, at once")
  func resumes() async throws {
    let time = ManualTime(skipsSleeps: true)
    let server = server([
      Self.list(5), Self.watch(Self.event("ADDED", 6, "a")), Self.watch(Self.event("ADDED", 7, "b")),
    ])
    defer { server.close() }
    #expect(try await texts(server, count: 3, time: time) == ["replaced ", "added a", "added b"])
    #expect(versions(server) == ["list", "5", "6"])
    #expect(time.sleeps.isEmpty)
  }

  @Test("A line cut in the middle loses nothing: the event comes again from the version before it")
  func cutLine() async throws {
    let whole = Self.event("ADDED", 7, "b")
    for length in [1, 20, whole.utf8.count - 2, whole.utf8.count - 1] {
      for isClean in [true, false] {
        let part = String(whole.prefix(length))
        let server = server([
          Self.list(5), Self.watch(Self.event("ADDED", 6, "a"), part, cut: !isClean),
          Self.watch(Self.event("ADDED", 7, "b") + Self.event("ADDED", 8, "c")),
        ])
        defer { server.close() }
        let seen = try await texts(server, count: 5).filter { !$0.hasPrefix("interrupted") }
        #expect(seen.prefix(3) == ["replaced ", "added a", "added b"], "cut after \(length), clean: \(isClean)")
      }
    }
  }

  @Test("A bookmark moves the place from which the next connection goes on")
  func bookmark() async throws {
    let server = server([
      Self.list(5), Self.watch(Self.event("BOOKMARK", 40)), Self.watch(Self.event("ADDED", 41, "a")),
    ])
    defer { server.close() }
    #expect(try await texts(server, count: 2) == ["replaced ", "added a"])
    #expect(versions(server) == ["list", "5", "40"])
  }

  @Test("A version that is too old is listed anew, whether the response or an event says so")
  func gone() async throws {
    let expired = #"{"kind":"Status","code":410,"reason":"Expired","message":"too old"}"#
    let server = server([
      Self.list(5, "a"), { $0.respond(410, expired) }, Self.list(9, "b"),
      Self.watch(Self.event("ADDED", 10, "c"), #"{"type":"ERROR","object":"# + expired + "}\n"), Self.list(20, "d"),
    ])
    defer { server.close() }
    let time = ManualTime(skipsSleeps: true)
    #expect(
      try await texts(server, count: 6, time: time) == [
        "replaced a", "interrupted gone 0.0 seconds", "replaced b", "added c", "interrupted gone 0.0 seconds",
        "replaced d",
      ])
    #expect(versions(server) == ["list", "5", "list", "9", "list"])
    #expect(time.sleeps.isEmpty)
  }

  @Test("A server that always says 410 is not asked in a tight loop")
  func alwaysGone() async throws {
    let time = ManualTime(skipsSleeps: true)
    let server = ScriptedServer { request, connection in
      if request.query["watch"] == nil { return Self.list(5)(connection) }
      connection.respond(410, #"{"kind":"Status","code":410}"#)
    }
    defer { server.close() }
    _ = try await texts(server, count: 9, time: time)
    #expect(time.sleeps == [.seconds(2), .seconds(4), .seconds(8)])
  }

  @Test("Failures are told, waited out ever longer, and forgotten after the next event")
  func backoff() async throws {
    let time = ManualTime(skipsSleeps: true)
    let server = server([
      {
        $0.respond(
          403, #"{"kind":"Status","code":403,"reason":"Forbidden","message":"no"}"#, fields: ["Connection: close"])
      }, { $0.cut() },
      Self.list(5), { $0.respond(500) }, Self.watch(Self.event("ADDED", 6, "a"), cut: true),
      Self.watch(Self.event("ADDED", 7, "b")),
    ])
    defer { server.close() }
    #expect(
      try await texts(server, count: 6, time: time) == [
        "interrupted forbidden 1.0 seconds", "replaced ", "interrupted unavailable 2.0 seconds", "added a",
        "interrupted transport 1.0 seconds", "added b",
      ])
    #expect(time.sleeps == [1, 0.1, 2, 1].map { .seconds($0) })
  }

  @Test("A server that ends every watch at once is not asked in a tight loop")
  func emptyWatches() async throws {
    let time = ManualTime(skipsSleeps: true)
    let server = server([
      Self.list(5), Self.watch(), Self.watch(), Self.watch(), Self.watch(Self.event("ADDED", 6, "a")),
    ])
    defer { server.close() }
    #expect(try await texts(server, count: 2, time: time) == ["replaced ", "added a"])
    #expect(time.sleeps == [.seconds(1), .seconds(2), .seconds(4)])
  }

  @Test("The wait that an overloaded server names is kept")
  func retryAfter() async throws {
    let time = ManualTime(skipsSleeps: true)
    let server = server([
      Self.list(5), { $0.respond(429, #"{"kind":"Status","code":429}"#, fields: ["Retry-After: 20"]) },
      Self.watch(Self.event("ADDED", 6, "a")),
    ])
    defer { server.close() }
    #expect(
      try await texts(server, count: 3, time: time)
        == ["replaced ", "interrupted tooManyRequests 20.0 seconds", "added a"])
  }

  @Test("An object that cannot be read keeps nobody else's away, and says which it is and why")
  func unreadable() async throws {
    let deep = String(repeating: #"{"a":"#, count: 9000) + "1" + String(repeating: "}", count: 9000)
    @Sendable func object(_ name: String, _ version: Int) -> String {
      let metadata = #"{"name":"\#(name)","namespace":"n","resourceVersion":"\#(version)","annotations":{"big":"x"}}"#
      return #"{"apiVersion":"v1","kind":"Service","spec":\#(name == "bad" ? deep : "{}"),"metadata":\#(metadata)}"#
    }
    let server = server([
      {
        $0.respond(
          200, #"{"metadata":{"resourceVersion":"5"},"items":[\#(object("bad", 1)),\#(object("good", 2))]}"#)
      },
      Self.watch(
        #"{"type":"MODIFIED","object":\#(object("bad", 6))}"# + "\n", Self.event("ADDED", 7, "c")),
    ])
    defer { server.close() }
    let watcher = Watcher(try KubernetesClient(server), .services, namespace: "n")
    var seen: [KubernetesObject] = []
    for await event in watcher.events() {
      switch event {
      case .replaced(let all): seen += all
      case .added(let object), .modified(let object), .deleted(let object): seen.append(object)
      case .interrupted(let error, _): Issue.record("\(error)")
      }
      if seen.count == 4 { break }
    }
    #expect(seen.map(\.name) == ["bad", "good", "bad", "c"])
    #expect(seen.map { $0.problem != nil } == [true, false, true, false])
    #expect(seen[0].problem?.contains("line 1") == true)
    #expect(seen[2].resourceVersion == "6" && seen[2].namespace == "n" && seen[2].kind == "Service")
    #expect(seen[2].spec == nil && seen[2].annotations.isEmpty)
    #expect(versions(server) == ["list", "5"])
  }

  @Test("What is kept of objects is decided before they are held")
  func keeping() async throws {
    let server = server([Self.list(5, "a"), Self.watch(Self.event("ADDED", 6, "b"))])
    defer { server.close() }
    let watcher = Watcher(try KubernetesClient(server), .services) { object in
      var object = object
      object.metadata["uid"] = .string("kept " + object.name)
      return object
    }
    var uids: [String?] = []
    for await event in watcher.events() {
      switch event {
      case .replaced(let all): uids += all.map(\.uid)
      case .added(let object): uids.append(object.uid)
      default: break
      }
      if uids.count == 2 { break }
    }
    #expect(uids == ["kept a", "kept b"])
  }

  @Test("Cancelling the reader ends the events and closes the connection")
  func cancellation() async throws {
    let isWatching = Gate()
    let isClosedByPeer = Gate()
    let server = server([
      Self.list(5),
      { connection in
        connection.startChunks()
        isWatching.open()
        connection.waitForPeer()
        isClosedByPeer.open()
        connection.cut()
      },
    ])
    defer { server.close() }
    let watcher = Watcher(try KubernetesClient(server), .services)
    let task = Task {
      var count = 0
      for await _ in watcher.events() { count += 1 }
      return count
    }
    await isWatching.wait()
    task.cancel()
    #expect(await task.value == 1)
    await isClosedByPeer.wait()
  }
}
