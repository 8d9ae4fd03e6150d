import FoundationEssentials
import JSON
import Kubernetes
import TestDoubles
import Testing

@testable import Operator

/// What happens to the API server and on the way to it, with nothing lost.
@Suite(.timeLimit(.minutes(5)), .serialized) struct FaultTests {
  private static let gateway = ObjectKey(namespace: "default", name: "vmcp-engineering-tools")
  private static let config = "vmcp-engineering-tools-config"

  private func applyAll(_ live: LiveCluster) async throws {
    for text in Manifests.all { try await live.apply(text) }
    try await live.makeAvailable("mcp-github", "mcp-kubernetes", "vmcp-engineering-tools")
    _ = try await live.wait(.virtualMCPServers, "engineering-tools", condition: "Ready", "DeploymentReady")
  }

  private func changePolicy(_ live: LiveCluster, _ role: String) async throws {
    try await live.apply(Manifests.virtualServer.replacing("mcp-developers", with: role))
  }

  private func waitForPolicy(_ live: LiveCluster, _ role: String) async throws {
    try await live.wait(.configMaps, Self.config) {
      $0[path: "data", "config.yaml"]?.stringValue?.contains(role) == true
    }
  }

  @Test("The API server is killed and comes back: what changed meanwhile is found, what was deleted is put back")
  func restart() async throws {
    try await LiveCluster.with(faulty: true) { live in
      try await applyAll(live)
      let faults = try #require(live.faults)
      faults.takeDown()
      try await changePolicy(live, "mcp-restarted")
      try await live.client.delete(.services, Self.gateway)
      try await Task.sleep(for: .milliseconds(700))
      faults.bringUp()
      try await waitForPolicy(live, "mcp-restarted")
      try await live.wait(.services, Self.gateway.name) { _ in true }
    }
  }

  @Test("A watch is cut in the middle of an event: the event comes again", arguments: [0, 40, 400])
  func cutMidEvent(bytes: Int) async throws {
    try await LiveCluster.with(faulty: true) { live in
      try await applyAll(live)
      let faults = try #require(live.faults)
      faults.inject(.cutAfter(#""type":"MODIFIED""#, bytes: bytes)) {
        $0.query["watch"] != nil && $0.path.hasSuffix("/virtualmcpservers")
      }
      faults.cutAll()
      while faults.hits == 0 { try await Task.sleep(for: .milliseconds(20)) }
      try await changePolicy(live, "mcp-cut")
      try await waitForPolicy(live, "mcp-cut")
    }
  }

  @Test("410: what changed and what was deleted while nobody watched is found by listing anew")
  func gone() async throws {
    try await LiveCluster.with(faulty: true, history: 8) { live in
      try await applyAll(live)
      let faults = try #require(live.faults)
      faults.takeDown()
      try await live.client.delete(.mcpServers, ObjectKey(namespace: "default", name: "kubernetes"))
      for number in 0..<30 {
        let object = KubernetesObject(
          .mcpGroups, ObjectKey(namespace: "default", name: "engineering"),
          fields: ["metadata": ["annotations": ["turn": .string("\(number)")]]])
        try await live.client.apply(.mcpGroups, object)
      }
      faults.bringUp()
      try await live.wait(.mcpGroups, "engineering") { $0[path: "status", "serverCount"] == 1 }
      try await live.wait(.virtualMCPServers, "engineering-tools") { $0[path: "status", "backendCount"] == 1 }
    }
  }

  @Test("409: the object is read anew and decided again, at once")
  func conflict() async throws {
    try await LiveCluster.with(faulty: true) { live in
      let faults = try #require(live.faults)
      let isRelease: @Sendable (ScriptedRequest) -> Bool = {
        $0.method == "PATCH" && $0.path.hasSuffix("/mcpgroups/engineering")
      }
      faults.inject(
        .respond(409, body: #"{"kind":"Status","reason":"Conflict","code":409,"message":"changed"}"#), times: 2,
        where: isRelease)
      try await live.apply(
        Manifests.group.replacing("generation: 1}", with: "finalizers: [toolhive.stacklok.dev/mcpgroup-finalizer]}"))
      let key = ObjectKey(namespace: "default", name: "engineering")
      try await live.client.delete(.mcpGroups, key)
      while try await live.client.find(.mcpGroups, key) != nil { try await Task.sleep(for: .milliseconds(20)) }
      #expect(faults.requests.filter(isRelease).count == 3)
      #expect(faults.requests.contains { $0.method == "GET" && $0.path.hasSuffix("/mcpgroups/engineering") })
      #expect(live.runtime.metricsText.contains(#"controller_runtime_reconcile_errors_total{controller="mcpgroup"} 0"#))
    }
  }

  @Test("429 and 503 with Retry-After: the same request comes again after that time")
  func overloaded() async throws {
    try await LiveCluster.with(faulty: true) { live in
      let faults = try #require(live.faults)
      let isWrite: @Sendable (ScriptedRequest) -> Bool = {
        $0.method == "PATCH" && $0.path.hasSuffix("/configmaps/" + Self.config)
      }
      for status in [429, 503] {
        faults.inject(
          .respond(status, fields: ["Retry-After: 1"], body: #"{"kind":"Status","code":\#(status)}"#), where: isWrite)
      }
      let start = ContinuousClock.now
      try await applyAll(live)
      #expect(faults.hits == 2)
      #expect(start.duration(to: .now) >= .seconds(2))
      #expect(faults.requests.filter(isWrite).count == 3)
    }
  }

  @Test("A slow API server, and one whose answers are lost, makes nothing twice and nothing wrong")
  func slowAndMute() async throws {
    try await LiveCluster.with(faulty: true) { live in
      let faults = try #require(live.faults)
      faults.inject(.swallowAnswer, times: 4) { $0.method == "PATCH" }
      faults.inject(.delay(milliseconds: 100), times: 60) { $0.query["watch"] == nil }
      try await applyAll(live)
      #expect(faults.hits >= 4)
      let secret = try await live.client.get(
        .secrets, ObjectKey(namespace: "default", name: "vmcp-engineering-tools-secrets"))
      #expect(secret[path: "data", "signing-1"] != nil)
    }
  }

  @Test("An object is deleted while it is reconciled: it stays away, and nothing fails")
  func deletedMeanwhile() async throws {
    try await LiveCluster.with(faulty: true) { live in
      let faults = try #require(live.faults)
      faults.inject(.delay(milliseconds: 400)) { $0.path.hasSuffix("/mcpgroups/engineering/status") }
      try await live.apply(Manifests.group)
      while faults.hits == 0 { try await Task.sleep(for: .milliseconds(10)) }
      let key = ObjectKey(namespace: "default", name: "engineering")
      try await live.client.delete(.mcpGroups, key)
      try await Task.sleep(for: .milliseconds(900))
      #expect(try await live.client.find(.mcpGroups, key) == nil)
      #expect(live.runtime.metricsText.contains(#"controller_runtime_reconcile_errors_total{controller="mcpgroup"} 0"#))
    }
  }

  @Test("A namespace that is going away takes nothing new, and is not asked again and again")
  func terminating() async throws {
    try await LiveCluster.with(faulty: true) { live in
      let faults = try #require(live.faults)
      let body =
        #"{"kind":"Status","reason":"Forbidden","code":403,"message":"being terminated","#
        + #""details":{"causes":[{"reason":"NamespaceTerminating"}]}}"#
      faults.inject(.respond(403, body: body), times: 1000) {
        $0.method == "PATCH" && $0.path.contains("/deployments/mcp-github")
      }
      try await live.apply(Manifests.group, Manifests.server("github"))
      while faults.hits == 0 { try await Task.sleep(for: .milliseconds(20)) }
      try await Task.sleep(for: .milliseconds(800))
      #expect(faults.hits <= 3)
      #expect(live.runtime.metricsText.contains(#"reconcile_errors_total{controller="mcpserver"} 0"#))
    }
  }

  @Test("An operator is killed between two writes: the next one finishes what it began")
  func killedBetweenWrites() async throws {
    try await LiveCluster.with(faulty: true) { live in
      let faults = try #require(live.faults)
      faults.inject(.swallowAnswer, times: 2) { $0.method == "PATCH" && $0.path.contains("/secrets/") }
      faults.inject(.respond(500), times: 3) { $0.method == "PATCH" && $0.path.contains("/deployments/vmcp-") }
      for text in Manifests.all { try await live.apply(text) }
      let first = try await live.wait(.configMaps, Self.config) { _ in true }
      await live.stopOperator()
      live.startOperator()
      try await live.makeAvailable("mcp-github", "mcp-kubernetes", "vmcp-engineering-tools")
      _ = try await live.wait(.virtualMCPServers, "engineering-tools", condition: "Ready", "DeploymentReady")
      let second = try await live.client.get(.configMaps, first.key)
      #expect(second.uid == first.uid)
    }
  }

  @Test("One team's object that cannot be read stops nobody else, and says so itself")
  func unreadable() async throws {
    try await LiveCluster.with(faulty: true) { live in
      let faults = try #require(live.faults)
      await live.stopOperator()
      try await live.apply(Manifests.group, Manifests.group.replacing("name: engineering", with: "name: bad"))
      let list = try await live.client.list(.mcpGroups)
      let deep = String(repeating: #"{"a":"#, count: 3000) + "1" + String(repeating: "}", count: 3000)
      let items = list.items.map { object in
        let text = object.json.text()
        return object.name == "bad" ? #"{"spec":\#(deep),"# + text.dropFirst() : text
      }
      let body =
        #"{"metadata":{"resourceVersion":"\#(list.resourceVersion)"},"items":[\#(items.joined(separator: ","))]}"#
      faults.inject(.respond(200, fields: ["Content-Type: application/json"], body: body)) {
        $0.method == "GET" && $0.path.hasSuffix("/mcpgroups") && $0.query["watch"] == nil
      }
      live.startOperator()
      let bad = try await live.wait(.mcpGroups, "bad", condition: "Valid", "Unreadable")
      #expect(bad.conditions["Valid"]?.message.contains("cannot be read") == true)
      try await live.wait(.mcpGroups, "engineering") { $0[path: "status", "phase"] == "Ready" }
      try await live.apply(Manifests.server("github"))
      try await live.wait(.mcpGroups, "engineering") { $0[path: "status", "serverCount"] == 1 }
    }
  }
}
