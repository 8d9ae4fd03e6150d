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
    let map = ChangeMap(index: ReferenceIndex())
    _ = map.items(.mcpServers, try event(Manifests.server("github")))
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
    let map = ChangeMap(index: ReferenceIndex())
    let (old, new) = (try event(Manifests.server("a")), try event(Manifests.server("a", group: "sales")))
    _ = map.items(.mcpServers, old)
    let items = map.items(.mcpServers, .updated(old: old.object, new: new.object))
    #expect(
      items.map(\.description).sorted() == ["MCPGroup team/engineering", "MCPGroup team/sales", "MCPServer team/a"])
  }

  @Test func `references that are given up are forgotten`() throws {
    let map = ChangeMap(index: ReferenceIndex())
    _ = map.items(.virtualMCPServers, try event(Manifests.virtualServer))
    _ = map.items(
      .virtualMCPServers, try event(Manifests.virtualServer.replacing("engineering-okta", with: "new-okta")))
    #expect(try names(map, .secrets, Manifests.secret) == [])
    _ = map.items(.virtualMCPServers, .deleted(try event(Manifests.virtualServer).object))
    #expect(try names(map, .mcpOIDCConfigs, Manifests.oidc) == ["MCPOIDCConfig team/engineering-oidc"])
  }

  @Test func `what the operator made wakes its owner, under whichever version it was written`() throws {
    let map = ChangeMap(index: ReferenceIndex())
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

  @Test
  func `what the operator wrote itself wakes others, and its owner only where that one reads what it says of itself`()
    throws
  {
    let map = ChangeMap(index: ReferenceIndex())
    _ = map.items(.virtualMCPServers, try event(Manifests.virtualServer))
    let owned = """
      metadata:
        name: x
        ownerReferences:
          - {apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPServer, name: github, uid: u, controller: true}
      """
    func own(_ kind: ResourceKind, _ text: String) throws -> [String] {
      map.items(kind, try event(text), isOwn: true).map(\.description).sorted()
    }
    #expect(try own(.services, "apiVersion: v1\nkind: Service\n" + owned) == [])
    #expect(try own(.deployments, "apiVersion: apps/v1\nkind: Deployment\n" + owned) == ["MCPServer team/github"])
    #expect(
      try own(.mcpServers, Manifests.server("github"))
        == ["MCPGroup team/engineering", "VirtualMCPServer team/engineering-tools"], "their status counts servers")
    #expect(try own(.virtualMCPServers, Manifests.virtualServer) == [])
  }

  @Test
  func `a server that takes tokens of the same issuer is looked at when another one's spec changes, not its status`()
    throws
  {
    let map = ChangeMap(index: ReferenceIndex())
    let (engineering, rival) = (
      try event(Manifests.virtualServer),
      try event(Manifests.virtualServer.replacing("engineering-tools", with: "rival"))
    )
    _ = map.items(.virtualMCPServers, engineering)
    func servers(_ event: InformerEvent) -> [String] {
      map.items(.virtualMCPServers, event).map(\.description).filter { $0.hasPrefix("VirtualMCPServer") }.sorted()
    }
    let both = ["VirtualMCPServer team/engineering-tools", "VirtualMCPServer team/rival"]
    #expect(servers(rival) == both)
    var status = rival.object
    status.status = ["phase": "Ready"]
    #expect(servers(.updated(old: rival.object, new: status)) == [both[1]])
    #expect(servers(.deleted(rival.object)) == both)
  }

  @Test func `a change reaches those that use it through others`() throws {
    let map = ChangeMap(index: ReferenceIndex())
    let entry = """
      kind: MCPServerEntry
      apiVersion: toolhive.stacklok.dev/v1beta1
      metadata: {name: outside}
      spec:
        groupRef: {name: engineering}
        remoteUrl: http://mcp.example.com
        externalAuthConfigRef: {name: exchange}
        headerForward: {addHeadersFromSecret: [{headerName: X-Key, valueSecretRef: {name: key, key: k}}]}
      """
    let config = """
      kind: MCPExternalAuthConfig
      apiVersion: toolhive.stacklok.dev/v1beta1
      metadata: {name: exchange, uid: u}
      spec: {type: headerInjection, headerInjection: {headerName: X, valueSecretRef: {name: value, key: k}}}
      """
    func secret(_ name: String) -> String { "{apiVersion: v1, kind: Secret, metadata: {name: \(name)}}" }
    let all = [
      "MCPExternalAuthConfig team/exchange", "MCPGroup team/engineering", "MCPServerEntry team/outside",
      "VirtualMCPServer team/engineering-tools",
    ]
    _ = map.items(.virtualMCPServers, try event(Manifests.virtualServer))
    #expect(try names(map, .mcpExternalAuthConfigs, config) == [all[0]])
    #expect(try names(map, .mcpServerEntries, entry) == all, "the config counts who uses it")
    #expect(try names(map, .secrets, secret("value")) == all)
    #expect(try names(map, .secrets, secret("key")) == Array(all[1...]))
    #expect(try names(map, .secrets, secret("other")) == [])
    #expect(try names(map, .mcpExternalAuthConfigs, config) == all)
    let old = try event(config).object
    var new = old
    new.status = ["configHash": "1"]
    #expect(
      map.items(.mcpExternalAuthConfigs, .updated(old: old, new: new)).map(\.description) == [all[0]],
      "nobody reads the status of a config")
    #expect(map.items(.mcpServerEntries, .deleted(try event(entry).object)).map(\.description).sorted() == all)
    #expect(try names(map, .secrets, secret("value")) == [all[0]])
  }

  @Test func `pod templates name nothing that the operator reads`() throws {
    let server = Manifests.server(
      "a",
      spec: """
        secrets: [{name: s, key: k}]
          podTemplateSpec: {spec: {containers: [{name: mcp, env: [{valueFrom: {secretKeyRef: {name: t, key: k}}}]}]}}
        """)
    let named = SpecReferences.of(try event(server).object)
    #expect(named == [ObjectReference(.mcpGroups, "engineering", namespace: "team")])
  }
}
