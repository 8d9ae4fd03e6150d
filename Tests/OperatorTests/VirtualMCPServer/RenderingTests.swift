import JOSE
import GatewayDocument
import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct VirtualMCPServerRenderingTests {
  private func world() throws -> World {
    var world = try World()
    for text in Manifests.all { try world.add(text) }
    return world
  }

  @Test("GUIDE-003: a VirtualMCPServer with two backends becomes one gateway configuration")
  func configuration() throws {
    let configuration = try world().decide().configuration()
    #expect(configuration.name == "engineering-tools")
    #expect(configuration.namespace == "team")
    #expect(configuration.backends.map(\.name) == ["github", "kubernetes"])
    #expect(configuration.backends.first?.url == "http://mcp-github-proxy.team.svc.cluster.local:8080/mcp")
    #expect(configuration.authentication.issuer == "https://engineering-tools.example.com")
    #expect(configuration.authentication.resource == "https://engineering-tools.example.com")
    #expect(configuration.authorization.policies.count == 2)
    #expect(configuration.authorization.primaryUpstream == "okta")
    let authServer = try #require(configuration.authorizationServer)
    #expect(authServer.allowedAudiences == ["https://engineering-tools.example.com"])
    #expect(authServer.upstreams.first?.clientSecretKey == "upstream-okta-client-secret")
    #expect(authServer.upstreams.first?.scopes == ["openid", "profile", "groups", "offline_access"])
    #expect(configuration.audit.component == "engineering-tools")
  }

  @Test("GUIDE-064: the Service is vmcp-<name> on port 4483")
  func service() throws {
    let service = try #require(try world().decide().object("Service", "vmcp-engineering-tools"))
    #expect(service[path: "spec", "ports"]?[0]?["port"] == 4483)
    #expect(service[path: "spec", "type"] == "ClusterIP")
    #expect(service[path: "spec", "selector", "app.kubernetes.io/instance"] == "engineering-tools")
  }

  @Test func `the gateway may read its own ConfigMap and its own Secret and nothing else`() throws {
    let role = try #require(try world().decide().object("Role", "vmcp-engineering-tools"))
    let rules = try #require(role[path: "rules"]?.arrayValue)
    #expect(
      rules.map { $0["resourceNames"] } == [["vmcp-engineering-tools-config"], ["vmcp-engineering-tools-secrets"]])
    #expect(rules.allSatisfy { $0["verbs"] == ["get", "list", "watch"] })
  }

  @Test func `the pod runs without rights, and its template names nothing of the configuration`() throws {
    var world = try world()
    let plan = try world.decide()
    let deployment = try #require(plan.object("Deployment", "vmcp-engineering-tools"))
    let pod = try #require(deployment[path: "spec", "template", "spec"])
    let container = try #require(pod["containers"]?[0])
    #expect(container["name"] == "vmcp")
    #expect(container["image"] == "vmcp:test")
    #expect(container[path: "securityContext", "readOnlyRootFilesystem"] == true)
    #expect(container[path: "securityContext", "capabilities", "drop"] == ["ALL"])
    #expect(pod[path: "securityContext", "runAsNonRoot"] == true)
    #expect(pod[path: "securityContext", "seccompProfile", "type"] == "RuntimeDefault")
    #expect(container[path: "readinessProbe", "httpGet", "path"] == "/readyz")

    try world.apply(plan)
    try world.add(Manifests.server("third"))
    try world.add(Manifests.secret.replacing("hunter2", with: "hunter3"))
    let later = try world.decide()
    #expect(try later.configuration().backends.count == 3)
    #expect(later.object("Deployment", "vmcp-engineering-tools") == deployment)
  }

  @Test func `everything belongs to the object and carries the labels that selectors use`() throws {
    for object in try world().decide().applied {
      #expect(object.controller?.uid == "u-engineering", "\(object.kind ?? "")")
      #expect(object.labels["toolhive-name"] == "engineering-tools")
      #expect(object.labels["app.kubernetes.io/name"] == "virtualmcpserver")
      #expect(object.namespace == "team")
    }
  }

  @Test func `a secret is in the Secret alone`() throws {
    let plan = try world().decide()
    let secret = try #require(plan.object("Secret", "vmcp-engineering-tools-secrets"))
    let encoded = try #require(secret[path: "data", "upstream-okta-client-secret"]?.stringValue)
    #expect(Base64.decode(encoded) == Array("hunter2-of-engineering".utf8))
    for object in plan.applied where object.kind != "Secret" {
      #expect(!object.json.text().contains("hunter2") && !object.json.text().contains(encoded))
    }
    #expect(!"\(plan.conditions)\(String(describing: plan.status))".contains("hunter2"))
  }

  @Test func `keys are made once and kept`() throws {
    var world = try world()
    let first = try world.decide()
    #expect(first.steps.count == first.applied.count, "one write for each object, the Secret included")
    let keys = try #require(first.object("Secret", "vmcp-engineering-tools-secrets")?[path: "data"])
    #expect(keys["signing-1"] != nil && keys["sealing-1"] != nil)
    try world.apply(first)
    let second = try world.decide()
    #expect(second.object("Secret", "vmcp-engineering-tools-secrets")?[path: "data"] == keys)
  }

  @Test("GUIDE-004, GUIDE-020, GUIDE-086, GUIDE-096, GUIDE-097, GUIDE-103: two teams share nothing, nor need a third")
  func twoTeams() throws {
    var world = try world()
    for text in [Manifests.group, Manifests.oidc, Manifests.secret, Manifests.sales] {
      try world.add(text.replacing("engineering", with: "sales"))
    }
    try world.add(Manifests.server("crm", group: "sales"))
    let (engineering, sales) = (try world.decide(), try world.decide("sales-tools"))
    let keys = [
      engineering.object("Secret", "vmcp-engineering-tools-secrets"),
      sales.object("Secret", "vmcp-sales-tools-secrets"),
    ].map { ($0?[path: "data", "signing-1"], $0?[path: "data", "sealing-1"]) }
    #expect(keys[0].0 != keys[1].0 && keys[0].1 != keys[1].1)
    #expect(keys.allSatisfy { $0.0 != nil && $0.1 != nil })
    let configuration = try sales.configuration("sales-tools")
    #expect(configuration.backends.map(\.name) == ["crm"])
    #expect(configuration.authentication.audience == "https://sales-tools.example.com")
    #expect(configuration.authorizationServer?.issuer == "https://sales-tools.example.com")
    #expect(configuration.authorization.policies.allSatisfy { $0.contains("THVGroup::\"mcp-sales\"") })
    #expect(try engineering.configuration().backends.map(\.name) == ["github", "kubernetes"])
  }

  @Test("GUIDE-080, GUIDE-081: two teams at one identity provider, with a client each")
  func sharedProvider() throws {
    var world = try world()
    for text in [Manifests.group, Manifests.oidc, Manifests.secret] {
      try world.add(text.replacing("engineering", with: "sales"))
    }
    try world.add(Manifests.sales.replacing("0oa1", with: "0oa2"))
    let upstreams = [
      try world.decide().configuration().authorizationServer?.upstreams.first,
      try world.decide("sales-tools").configuration("sales-tools").authorizationServer?.upstreams.first,
    ]
    #expect(upstreams[0]?.issuer == upstreams[1]?.issuer)
    #expect(upstreams.map { $0?.clientID } == ["0oa1", "0oa2"])
    #expect(upstreams[1]?.redirectURI == "https://sales-tools.example.com/oauth/callback")
  }

  @Test("GUIDE-105: two teams that share one client at the provider keep separate keys and audiences")
  func sharedClient() throws {
    var world = try world()
    for text in [Manifests.group, Manifests.oidc, Manifests.secret, Manifests.sales] {
      try world.add(text.replacing("engineering", with: "sales"))
    }
    let names = ["engineering-tools", "sales-tools"]
    let plans = try names.map { try world.decide($0) }
    #expect(
      plans.map { $0.condition("AuthServerConfigValidated") }
        == Array(repeating: "True/AuthServerConfigValid", count: 2))
    let servers = try zip(names, plans).map { try #require(try $1.configuration($0).authorizationServer) }
    #expect(
      servers.map { $0.upstreams.first?.issuer } == Array(repeating: "https://acme.okta.com/oauth2/aus1", count: 2))
    #expect(servers.map { $0.upstreams.first?.clientID } == ["0oa1", "0oa1"])
    #expect(
      servers.map { $0.upstreams.first?.redirectURI }
        == names.map { "https://\($0).example.com/oauth/callback" })
    #expect(servers.map(\.issuer) == names.map { "https://\($0).example.com" })
    #expect(servers.map(\.allowedAudiences) == names.map { ["https://\($0).example.com"] })
    let secrets = try zip(names, plans).map { name, plan in
      try #require(plan.object("Secret", "vmcp-\(name)-secrets")?[path: "data"])
    }
    for key in ["signing-1", "sealing-1"] {
      #expect(secrets[0][key] != nil && secrets[0][key] != secrets[1][key])
    }
  }

  @Test("GUIDE-082: another client secret changes one team's Secret only")
  func secretRotation() throws {
    var world = try world()
    for text in [Manifests.group, Manifests.oidc, Manifests.secret, Manifests.sales] {
      try world.add(text.replacing("engineering", with: "sales"))
    }
    for name in ["engineering-tools", "sales-tools"] { try world.apply(try world.decide(name)) }
    let before = (try world.decide().applied, try world.decide("sales-tools").applied)
    try world.add(Manifests.secret.replacing("hunter2", with: "hunter3"))
    let after = (try world.decide().applied, try world.decide("sales-tools").applied)
    #expect(zip(before.0, after.0).filter { $0 != $1 }.map { $0.0.kind } == ["Secret"])
    #expect(before.1 == after.1)
  }
}
