import FoundationEssentials
import JSON
import Kubernetes
import Resources
import Testing

@testable import Operator

@Suite struct MCPServerDecisionTests {
  private func world(_ spec: String = "", transport: String = "streamable-http") throws -> World {
    try World(
      Manifests.group,
      Manifests.server("github", spec: spec).replacing("transport: streamable-http", with: "transport: \(transport)"))
  }

  private static let available = """
    apiVersion: apps/v1
    kind: Deployment
    metadata: {name: mcp-github}
    spec: {replicas: 1}
    status: {availableReplicas: 1, readyReplicas: 1}
    """

  @Test("GUIDE-115: an MCPServer becomes a Deployment and a Service, and its status column says Ready")
  func ready() throws {
    var world = try world()
    let first = try world.decideServer("github")
    #expect(
      first.applied.map { "\($0.kind ?? "")/\($0.name)" } == ["Deployment/mcp-github", "Service/mcp-github-proxy"])
    #expect(first.status?["phase"] == "Pending")
    #expect(first.condition("Ready") == "False/NotReady")
    try world.add(Self.available)
    let running = try world.decideServer("github")
    #expect(running.condition("Ready") == "False/NotReady", "no answer was heard yet")
    #expect(running.status?["url"] == nil)
    let second = try world.decideServer("github", answer: .server(revision: "2025-11-25"))
    #expect(second.status?["phase"] == "Ready")
    #expect(second.status?["readyReplicas"] == 1)
    #expect(second.status?["url"] == "http://mcp-github-proxy.team.svc.cluster.local:8080/mcp")
    #expect(second.condition("Ready") == "True/Ready")
    #expect(second.condition("GroupRefValidated") == "True/GroupRefIsValid")
    #expect(second.conditions.allSatisfy { $0.observedGeneration == 1 })
  }

  @Test func `environment, Secret keys, arguments, resources and ports reach the container`() throws {
    let plan = try world(
      """
      args: [--toolsets, all]
        env: [{name: LOG, value: debug}, {name: MCP_PORT, value: "9"}]
        secrets: [{name: github-token, key: token, targetEnvName: GITHUB_TOKEN}, {name: other, key: KEY}]
        resources: {limits: {memory: 256Mi}}
        mcpPort: 9000
        proxyPort: 80
        replicas: 2
      """
    ).decideServer("github")
    let deployment = try #require(plan.object("Deployment", "mcp-github"))
    let container = try #require(deployment[path: "spec", "template", "spec", "containers"]?[0])
    let environment = container["env"]?.arrayValue ?? []
    #expect(environment.contains(["name": "LOG", "value": "debug"]))
    #expect(environment.filter { $0["name"] == "MCP_PORT" } == [["name": "MCP_PORT", "value": "9"]])
    #expect(environment.contains(["name": "FASTMCP_PORT", "value": "9000"]))
    #expect(
      environment.contains([
        "name": "GITHUB_TOKEN", "valueFrom": ["secretKeyRef": ["name": "github-token", "key": "token"]],
      ]))
    #expect(environment.contains { $0["name"] == "KEY" })
    #expect(container["args"] == ["--toolsets", "all"])
    #expect(container[path: "resources", "limits", "memory"] == "256Mi")
    #expect(container["ports"]?[0]?["containerPort"] == 9000)
    #expect(deployment[path: "spec", "replicas"] == 2)
    let service = try #require(plan.object("Service", "mcp-github-proxy"))
    #expect(service[path: "spec", "ports"]?[0]?["port"] == 80)
    #expect(service[path: "spec", "ports"]?[0]?["targetPort"] == "http")
  }

  @Test(arguments: [
    ("authzConfigRef: {name: a}", "FieldsRefused", "spec.authzConfigRef"),
    ("oidcConfigRef: {name: a, audience: b}", "FieldsRefused", "spec.oidcConfigRef"),
    ("toolConfigRef: {name: a}", "FieldsRefused", "spec.toolConfigRef"),
    ("rateLimiting: {shared: {maxTokens: 1, refillPeriod: 1s}}", "FieldsRefused", "spec.rateLimiting"),
  ])
  func `a field that protects the server is refused by name`(spec: String, reason: String, path: String) throws {
    let plan = try world(spec).decideServer("github")
    #expect(plan.condition("ConfigurationSupported") == "False/\(reason)")
    #expect(plan.message("ConfigurationSupported").contains(path))
    #expect(plan.steps.isEmpty)
  }

  @Test(arguments: [
    ("resources: {limits: {cpu: much}}", "spec.resources.limits.cpu: is not a Kubernetes quantity"),
    ("proxyPort: 70000", "spec.proxyPort: 70000 must be at most 65535"),
    ("imagee: x", "spec.imagee: unknown field"),
    (
      "volumes: [{name: v, hostPath: /a/../b, mountPath: /c}]",
      "spec.volumes[0].hostPath: must be an absolute path without .."
    ),
    ("volumes: [{name: tmp, hostPath: /a, mountPath: /c}]", "spec.volumes[0].name: is taken by a volume of the pod"),
    ("sessionAffinity: Newer", "spec.sessionAffinity: \"Newer\" is not one of ClientIP, None"),
  ])
  func `a spec that cannot be read is said, with the path`(spec: String, message: String) throws {
    let plan = try world(spec).decideServer("github")
    #expect(plan.condition("Valid") == "False/ValidationFailed")
    #expect(plan.message("Valid") == message)
    #expect(plan.steps.isEmpty)
  }

  @Test func `what has no effect is said, and the server runs`() throws {
    let plan = try world("permissionProfile: {type: builtin, name: network}").decideServer("github")
    #expect(plan.condition("ConfigurationSupported") == "False/FieldsNotSupported")
    #expect(plan.message("ConfigurationSupported").contains("spec.permissionProfile"))
    #expect(!plan.steps.isEmpty)
  }

  @Test func `what it names is looked at: a config that is missing, and one that is there`() throws {
    var world = try world("externalAuthConfigRef: {name: exchange}\n  telemetryConfigRef: {name: t}")
    try world.add(
      """
      apiVersion: toolhive.stacklok.dev/v1beta1
      kind: MCPTelemetryConfig
      metadata: {name: t}
      spec: {prometheus: {enabled: true}}
      """)
    let plan = try world.decideServer("github")
    #expect(plan.condition("TelemetryConfigRefValidated") == "True/TelemetryConfigRefValid")
    #expect(plan.condition("ExternalAuthConfigValidated") == "False/ExternalAuthConfigNotFound")
    #expect(
      plan.message("ExternalAuthConfigValidated")
        == "spec.externalAuthConfigRef.name: MCPExternalAuthConfig \"exchange\" not found in namespace \"team\"")
    #expect(!plan.steps.isEmpty)
  }

  @Test func `a group that does not exist is said, and the server runs`() throws {
    let plan = try World(Manifests.server("github")).decideServer("github")
    #expect(plan.condition("GroupRefValidated") == "False/GroupRefNotFound")
    #expect(plan.message("GroupRefValidated").contains("MCPGroup \"engineering\" not found in namespace \"team\""))
    #expect(!plan.steps.isEmpty)
  }

  @Test func `scaled to zero is stopped, and what Kubernetes complains of is passed on`() throws {
    var world = try world("replicas: 0")
    try world.add(Self.available.replacing("{replicas: 1}", with: "{replicas: 0}"))
    #expect(try world.decideServer("github").status?["phase"] == "Stopped")
    try world.add(
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: mcp-github}
      spec: {replicas: 1}
      status: {conditions: [{type: ReplicaFailure, status: "True", reason: FailedCreate, message: "quota exceeded", lastTransitionTime: "2026-01-01T00:00:00Z"}]}
      """)
    #expect(try world.decideServer("github").message("Ready") == "FailedCreate: quota exceeded")
  }

  @Test func `a pod template is merged by the names of its containers`() throws {
    let plan = try world(
      """
      podTemplateSpec:
          metadata: {annotations: {team: a}}
          spec:
            nodeSelector: {disk: ssd}
            containers: [{name: mcp, env: [{name: LOG, value: all}], resources: {limits: {cpu: "1"}}}, {name: side, image: i}]
        env: [{name: LOG, value: some}]
      """
    ).decideServer("github")
    #expect(plan.condition("PodTemplateValid") == "True/ValidPodTemplateSpec")
    let template = try #require(plan.object("Deployment", "mcp-github")?[path: "spec", "template"])
    #expect(template[path: "metadata", "annotations", "team"] == "a")
    #expect(template[path: "metadata", "labels", "toolhive-name"] == "github")
    #expect(template[path: "spec", "nodeSelector", "disk"] == "ssd")
    let containers = template[path: "spec", "containers"]?.arrayValue ?? []
    #expect(containers.map { $0["name"] } == ["mcp", "side"])
    #expect(containers[0]["image"] == "example/github")
    #expect(containers[0]["env"]?.arrayValue?.contains(["name": "LOG", "value": "all"]) == true)
    #expect(containers[0][path: "securityContext", "readOnlyRootFilesystem"] == true)
  }

  @Test(arguments: ["spec: {containers: [{image: i}]}", "spec: [1]", "kind: Pod", "spec: {containers: {name: mcp}}"])
  func `a pod template that cannot be merged is refused`(template: String) throws {
    let plan = try world("podTemplateSpec: {\(template)}").decideServer("github")
    #expect(plan.condition("PodTemplateValid") == "False/InvalidPodTemplateSpec")
    #expect(plan.steps.isEmpty)
  }

  @Test(arguments: [
    (ProbeFailure.timedOut, false, "Pending", "NotAnswering", "no answer in time"),
    (ProbeFailure.timedOut, true, "Failed", "NotAnswering", "no answer in time"),
    (
      ProbeFailure.status(404, "initialize"), false, "Pending", "AnswersWrongly",
      "initialize was answered with HTTP 404"
    ),
  ])
  func `pods that run and do not answer MCP are not ready, and what came instead is said`(
    failure: ProbeFailure, isPersistent: Bool, phase: String, reason: String, message: String
  ) throws {
    var world = try world()
    try world.add(Self.available)
    let plan = try world.decideServer("github", answer: .failure(failure), isPersistent: isPersistent)
    #expect(plan.status?["phase"] == .string(phase))
    #expect(plan.condition("Ready") == "False/\(reason)")
    #expect(plan.message("Ready").hasSuffix("http://mcp-github-proxy.team.svc.cluster.local:8080/mcp: " + message))
    #expect(plan.status?["url"] == nil)
  }

  @Test func `who is asked: nobody before a pod is available, then the Service, anew with every rollout`() throws {
    var world = try world(transport: "sse")
    #expect(try world.decideServer("github").probe == nil)
    try world.add(Self.available)
    let target = try #require(try world.decideServer("github").probe)
    #expect(target.url == "http://mcp-github-proxy.team.svc.cluster.local:8080/sse")
    #expect(target.question == .sse)
    try world.add(Self.available.replacing("availableReplicas: 1", with: "observedGeneration: 2, availableReplicas: 1"))
    #expect(try world.decideServer("github").probe != target)
  }

  @Test func `an operator that starts takes nothing back before it has asked`() throws {
    var world = try world()
    try world.add(Self.available)
    let ready = try world.decideServer("github", answer: .server(revision: "2025-11-25"))
    var object = try #require(world.store.find(.mcpServers, ObjectKey(namespace: "team", name: "github")))
    let update = StatusUpdate(ready, of: object, as: MCPServer.self, now: Date(timeIntervalSince1970: 0))
    object.status = update.object?.status
    try world.store.insert(object.json, namespace: "team")
    world.observations = Observations()
    let plan = try world.decideServer("github")
    #expect(StatusUpdate(plan, of: object, as: MCPServer.self, now: Date()).object == nil)
    #expect(plan.status?["phase"] == "Ready")
  }
}
