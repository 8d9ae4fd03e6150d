import FoundationEssentials
import JSON
import Kubernetes
import Testing
import YAML

@testable import Operator

@Suite struct InstallManifestTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "deploy")
  private static let path = folder.appending(path: "install.yaml").path

  private static func documents(_ name: String) throws -> [JSONValue] {
    try YAMLDocuments.read(try String(contentsOf: folder.appending(path: name), encoding: .utf8))
  }

  @Test(.timeLimit(.minutes(1)))
  func `the rights of deploy/install.yaml are enough for a gateway to become ready, and no more than that`()
    async throws
  {
    try await LiveCluster.with(leads: true, installation: Self.path) { live in
      for text in Manifests.all.reversed() { try await live.apply(text) }
      try await live.makeAvailable("mcp-github", "mcp-kubernetes", "vmcp-engineering-tools")
      _ = try await live.wait(.virtualMCPServers, "engineering-tools", condition: "Ready", "DeploymentReady")
      let name = "vmcp-engineering-tools"
      let made: [(ResourceKind, String)] = [
        (.configMaps, name + "-config"), (.secrets, name + "-secrets"), (.services, name), (.deployments, name),
        (.serviceAccounts, name), (.roles, name), (.roleBindings, name),
      ]
      for (kind, name) in made {
        _ = try await live.client.get(kind, ObjectKey(namespace: "default", name: name))
      }
      let lease = try await live.client.get(.leases, ObjectKey(namespace: "vmcp-system", name: "vmcp-operator"))
      #expect(lease[path: "spec", "holderIdentity"] == "a")
      let secret = ObjectKey(namespace: "default", name: name + "-secrets")
      let refusal = await #expect(throws: KubernetesError.self) {
        try await live.operatorClient.delete(.secrets, secret)
      }
      #expect(refusal?.code == .forbidden)
      #expect(refusal?.message.contains("system:serviceaccount:vmcp-system:vmcp-operator") == true)
    }
  }

  @Test func `the operator has every right that it gives to gateways, as an API server demands`() throws {
    let role = try #require(try Self.documents("install.yaml").first { $0["kind"] == "ClusterRole" })
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    let gateway = try #require(try world.decide().object("Role", "vmcp-engineering-tools"))
    try world.add(Manifests.server("typed").replacing("streamable-http", with: "stdio"))
    let bridge = try #require(try world.decideServer("typed").object("Role", "mcp-typed"))
    let given = try [gateway, bridge].flatMap { try #require($0["rules"]?.arrayValue) }.flatMap(rights)
    let own = Set(try #require(role["rules"]?.arrayValue).flatMap(rights))
    #expect(!given.isEmpty)
    #expect(own.isSuperset(of: given))
  }

  @Test func `the variant for one namespace is the whole, with nothing outside that namespace`() throws {
    let whole = try Self.documents("install.yaml").filter { $0["kind"] != "Namespace" }
    let variant = try Self.documents("namespaced/install.yaml")
    #expect(variant.count == whole.count)
    for (part, original) in zip(variant, whole) {
      let text = original.text().replacing("vmcp-system", with: "team-a").replacing("ClusterRole", with: "Role")
        .replacing("\"--leader-elect\",", with: "\"--leader-elect\",\"--namespaces=$(POD_NAMESPACE)\",")
      var expected = try JSONValue(reading: text)
      expected["metadata"]?["namespace"] = "team-a"
      #expect(part == expected, "\(part["kind"] ?? .null) \(part[path: "metadata", "name"] ?? .null)")
    }
  }

  @Test func `the operator runs without rights and says how it is`() throws {
    for name in ["install.yaml", "namespaced/install.yaml"] {
      let deployment = try #require(try Self.documents(name).first { $0["kind"] == "Deployment" })
      let pod = try #require(deployment[path: "spec", "template", "spec"])
      let container = try #require(pod["containers"]?[0])
      #expect(
        container["securityContext"] == SecurityContexts.container.without("privileged", "runAsUser", "runAsGroup"))
      #expect(pod[path: "securityContext", "runAsUser"] == 1000)
      for probe in ["startupProbe", "livenessProbe", "readinessProbe"] {
        #expect(container[path: probe, "httpGet", "port"] == "health", "\(probe)")
      }
      #expect(container["args"]?.arrayValue?.contains("--health-address=:8081") == true)
      #expect(container["ports"]?[0] == ["name": "health", "containerPort": 8081, "protocol": "TCP"])
      let policy = try #require(try Self.documents(name).first { $0["kind"] == "NetworkPolicy" })
      #expect(policy[path: "spec", "ingress"]?[0]?["ports"]?[0] == ["port": "health", "protocol": "TCP"])
      let labels = deployment[path: "spec", "template", "metadata", "labels"]
      let selector = try #require(policy[path: "spec", "podSelector", "matchLabels"]?.objectValue)
      #expect(selector.allSatisfy { labels?[$0] == $1 })
    }
  }

  private func rights(_ rule: JSONValue) -> [String] {
    func texts(_ key: String) -> [String] { (rule[key]?.arrayValue ?? []).compactMap(\.stringValue) }
    return texts("apiGroups").flatMap { group in
      texts("resources").flatMap { resource in texts("verbs").map { "\($0) \(resource).\(group)" } }
    }
  }
}

extension JSONValue {
  fileprivate func without(_ names: String...) -> JSONValue {
    var members = objectValue ?? [:]
    members.removeAll { names.contains($0.key) }
    return .object(members)
  }
}
