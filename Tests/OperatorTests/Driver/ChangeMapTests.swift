import Controllers
import Kubernetes
import Testing
import YAML

@testable import Operator

@Suite struct ChangeMapTests {
  private func event(_ text: String) throws -> InformerEvent {
    var object = try KubernetesObject(json: try YAMLDocuments.readOne(text))
    object.namespace = "team"
    return .added(object)
  }

  private func names(_ map: ChangeMap, _ kind: ResourceKind, _ text: String) throws -> [String] {
    map.items(kind, try event(text)).map(\.description).sorted()
  }

  @Test func `a change wakes those that name the object, and no others`() throws {
    let world = try World(Manifests.server("github"))
    let map = ChangeMap(index: ReferenceIndex(), reader: world.store)
    _ = map.items(.virtualMCPServers, try event(Manifests.virtualServer))
    _ = map.items(.virtualMCPServers, try event(Manifests.sales))
    let engineering = "VirtualMCPServer team/engineering-tools"
    #expect(try names(map, .secrets, Manifests.secret) == [engineering])
    #expect(try names(map, .secrets, Manifests.secret.replacing("engineering-okta", with: "other")) == [])
    #expect(try names(map, .mcpOIDCConfigs, Manifests.oidc) == ["MCPOIDCConfig team/engineering-oidc", engineering])
    #expect(
      try names(map, .mcpGroups, Manifests.group) == [
        "MCPGroup team/engineering", "MCPServer team/github", engineering,
      ])
    #expect(
      try names(map, .mcpServers, Manifests.server("github"))
        == ["MCPGroup team/engineering", "MCPServer team/github", engineering])
  }

  @Test func `a server that leaves a group wakes the group that it left`() throws {
    let map = ChangeMap(index: ReferenceIndex(), reader: ManifestStore())
    let (old, new) = (try event(Manifests.server("a")), try event(Manifests.server("a", group: "sales")))
    let items = map.items(.mcpServers, .updated(old: old.object, new: new.object))
    #expect(
      items.map(\.description).sorted() == ["MCPGroup team/engineering", "MCPGroup team/sales", "MCPServer team/a"])
  }

  @Test func `references that are given up are forgotten`() throws {
    let map = ChangeMap(index: ReferenceIndex(), reader: ManifestStore())
    _ = map.items(.virtualMCPServers, try event(Manifests.virtualServer))
    _ = map.items(
      .virtualMCPServers, try event(Manifests.virtualServer.replacing("engineering-okta", with: "new-okta")))
    #expect(try names(map, .secrets, Manifests.secret) == [])
    _ = map.items(.virtualMCPServers, .deleted(try event(Manifests.virtualServer).object))
    #expect(try names(map, .mcpOIDCConfigs, Manifests.oidc) == ["MCPOIDCConfig team/engineering-oidc"])
  }

  @Test func `what the operator made wakes its owner, under whichever version it was written`() throws {
    let map = ChangeMap(index: ReferenceIndex(), reader: ManifestStore())
    let text = """
      apiVersion: apps/v1
      kind: Deployment
      metadata:
        name: x
        ownerReferences:
          - {apiVersion: toolhive.stacklok.dev/v1alpha1, kind: MCPServer, name: github, uid: u, controller: true}
      """
    #expect(try names(map, .deployments, text) == ["MCPServer team/github"])
    #expect(try names(map, .deployments, text.replacing("toolhive.stacklok.dev", with: "example.com")) == [])
  }
}
