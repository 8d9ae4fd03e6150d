import FoundationEssentials
import JSON
import Kubernetes
import Testing
import YAML

@testable import Operator

@Suite struct InstallManifestTests {
  private static let path = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "deploy/install.yaml").path

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
    let documents = try YAMLDocuments.read(try String(contentsOfFile: Self.path, encoding: .utf8))
    let role = try #require(documents.first { $0["kind"] == "ClusterRole" })
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    let gateway = try #require(try world.decide().object("Role", "vmcp-engineering-tools"))
    let given = try #require(gateway["rules"]?.arrayValue).flatMap(rights)
    let own = Set(try #require(role["rules"]?.arrayValue).flatMap(rights))
    #expect(!given.isEmpty)
    #expect(own.isSuperset(of: given))
  }

  private func rights(_ rule: JSONValue) -> [String] {
    func texts(_ key: String) -> [String] { (rule[key]?.arrayValue ?? []).compactMap(\.stringValue) }
    return texts("apiGroups").flatMap { group in
      texts("resources").flatMap { resource in texts("verbs").map { "\($0) \(resource).\(group)" } }
    }
  }
}
