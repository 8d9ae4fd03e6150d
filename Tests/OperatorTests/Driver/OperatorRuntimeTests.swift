import JOSE
import FoundationEssentials
import JSON
import Kubernetes
import Resources
import Testing

@testable import Operator

@Suite struct OperatorRuntimeTests {
  private static let name = "engineering-tools"
  private static let key = ObjectKey(namespace: "default", name: name)

  private func applyAll(_ live: LiveCluster) async throws {
    // The worst order: what is referred to comes last.
    for text in Manifests.all.reversed() { try await live.apply(text) }
  }

  @Test("GUIDE-040: from kubectl apply, in any order, to a ready gateway")
  func converges() async throws {
    try await LiveCluster.with { live in
      try await applyAll(live)
      try await live.makeAvailable("mcp-github", "mcp-kubernetes", "vmcp-engineering-tools")
      let server = try await live.wait(.virtualMCPServers, Self.name, condition: "Ready", "DeploymentReady")
      #expect(server[path: "status", "phase"] == "Ready")
      #expect(server[path: "status", "backendCount"] == 2)
      let member = try await live.wait(.mcpServers, "github", condition: "Ready", "Ready")
      #expect(member[path: "status", "phase"] == "Ready")
      let group = try await live.wait(.mcpGroups, "engineering") { $0[path: "status", "serverCount"] == 2 }
      #expect(group[path: "status", "phase"] == "Ready")
      try await live.wait(.mcpOIDCConfigs, "engineering-oidc") { $0.conditions["Valid"]?.status == .true }
      let map = try await live.client.get(
        .configMaps, ObjectKey(namespace: "default", name: "vmcp-engineering-tools-config"))
      #expect(map[path: "data", "config.yaml"]?.stringValue?.contains("hunter2") == false)
      #expect(map.controller?.uid == server.uid)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func `a steady state is reached, in which nothing would be written`() async throws {
    try await LiveCluster.with { live in
      try await applyAll(live)
      try await live.makeAvailable("mcp-github", "mcp-kubernetes", "vmcp-engineering-tools")
      for await _ in Watcher(live.client, .virtualMCPServers, namespace: "default").events() {
        let store = try await live.everything()
        let server = try #require(store.find(.virtualMCPServers, Self.key))
        if server.conditions["Ready"]?.status == .true, try isSteady(server, store) { break }
      }
    }
  }

  /// Whether the operator would write nothing, seeing this.
  private func isSteady(_ server: KubernetesObject, _ store: ManifestStore) throws -> Bool {
    let now = Int(Date().timeIntervalSince1970)
    let snapshot = try #require(VirtualMCPServerSnapshot(Self.key, from: store, at: now))
    let plan = try VirtualMCPServerDecision(settings: OperatorSettings(gatewayImage: "vmcp:test"), keys: CountingKeys())
      .decide(snapshot)
    let applied = AppliedObjects()
    let isApplied = plan.applied.allSatisfy { object in
      let kind = (ClusterView.gathered + ClusterView.made).first { $0.kind == object.kind }
      return kind.map { applied.isApplied(AppliedObjects.marked(object), store.find($0, object.key)) } ?? false
    }
    return isApplied && plan.steps.count == plan.applied.count
      && StatusUpdate(plan, of: server, as: VirtualMCPServer.self, now: Date()).object == nil
  }

  @Test("GUIDE-013: a bad policy is a condition with line and column, and the good ones stay until it is mended")
  func badPolicy() async throws {
    try await LiveCluster.with { live in
      try await applyAll(live)
      let configKey = ObjectKey(namespace: "default", name: "vmcp-engineering-tools-config")
      try await live.wait(.configMaps, configKey.name) { _ in true }
      let before = try await live.client.get(.configMaps, configKey)
      try await live.apply(Manifests.virtualServer.replacing("action, resource);", with: "action resource);"))
      let refused = try await live.wait(
        .virtualMCPServers, Self.name, condition: "AuthConfigured", "AuthzPolicySyntaxInvalid")
      #expect(refused.conditions["AuthConfigured"]?.message.contains("policies[0], line 1, column") == true)
      #expect(try await live.client.get(.configMaps, configKey).resourceVersion == before.resourceVersion)
      try await live.apply(Manifests.virtualServer.replacing("mcp-developers", with: "mcp-engineers"))
      try await live.wait(.configMaps, configKey.name) {
        $0[path: "data", "config.yaml"]?.stringValue?.contains("mcp-engineers") == true
      }
    }
  }

  @Test("GUIDE-082: a changed client secret reaches the gateway's Secret, and the keys stay")
  func secretRotation() async throws {
    try await LiveCluster.with { live in
      try await applyAll(live)
      let name = "vmcp-engineering-tools-secrets"
      let data = "data"
      let first = try await live.wait(.secrets, name) { $0[path: data, "upstream-okta-client-secret"] != nil }
      try await live.apply(Manifests.secret.replacing("hunter2-of-engineering", with: "hunter3"))
      let second = try await live.wait(.secrets, name) {
        $0[path: data, "upstream-okta-client-secret"] == .string(Base64.encode(Array("hunter3".utf8)))
      }
      #expect(second[path: data, "signing-1"] == first[path: data, "signing-1"])
      #expect(second[path: data, "sealing-1"] == first[path: data, "sealing-1"])
      #expect(first[path: data, "signing-1"] != nil)
    }
  }

  @Test func `one team's malformed object stops nobody else`() async throws {
    try await LiveCluster.with { live in
      try await live.apply(
        Manifests.sales.replacing("  incomingAuth:\n", with: "  config: {strange: [1]}\n  incomingAuth:\n")
          .replacing("permit(", with: "permit(("))
      try await applyAll(live)
      try await live.wait(.configMaps, "vmcp-engineering-tools-config") { _ in true }
      let sales = try await live.wait(.virtualMCPServers, "sales-tools", condition: "Ready", "ConfigurationRefused")
      #expect(sales.conditions["ConfigurationSupported"]?.message == "spec.config.strange: unknown field")
      #expect(sales.conditions["GroupRefValidated"]?.reason == "GroupRefNotFound")
    }
  }

  @Test func `what somebody else changes or deletes is put back`() async throws {
    try await LiveCluster.with { live in
      try await applyAll(live)
      let key = ObjectKey(namespace: "default", name: "vmcp-engineering-tools")
      let service = try await live.wait(.services, key.name) { _ in true }
      try await live.client.patch(.services, key, merging: ["spec": ["sessionAffinity": "None"]])
      try await live.wait(.services, key.name) { $0[path: "spec", "sessionAffinity"] == "ClientIP" }
      try await live.client.delete(.services, key)
      try await live.wait(.services, key.name) { $0.uid != service.uid }
    }
  }

  @Test func `an operator that leads works, and people see events`() async throws {
    try await LiveCluster.with(namespaces: ["default"], leads: true) { live in
      try await live.apply(Manifests.virtualServer)
      _ = try await live.wait(.virtualMCPServers, Self.name, condition: "GroupRefValidated", "GroupRefNotFound")
      let lease = try await live.client.get(.leases, ObjectKey(namespace: "default", name: "vmcp-operator"))
      #expect(lease[path: "spec", "holderIdentity"] == "a")
      let watcher = Watcher(live.client, .events, namespace: "default")
      for await event in watcher.events() {
        let objects: [KubernetesObject] =
          switch event {
          case .replaced(let all): all
          case .added(let object): [object]
          default: []
          }
        if objects.contains(where: { $0["reason"] == "GroupRefNotFound" && $0["type"] == "Warning" }) { break }
      }
    }
  }

  @Test func `an object that waits for an operator of former days is let go`() async throws {
    try await LiveCluster.with { live in
      let text = Manifests.group.replacing(
        "generation: 1}", with: "finalizers: [toolhive.stacklok.dev/mcpgroup-finalizer, example.com/other]}")
      try await live.apply(text)
      let key = ObjectKey(namespace: "default", name: "engineering")
      try await live.client.delete(.mcpGroups, key)
      let group = try await live.wait(.mcpGroups, key.name) { $0.finalizers.count == 1 }
      #expect(group.finalizers == ["example.com/other"])
    }
  }
}
