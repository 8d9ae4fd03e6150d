import JSON
import Kubernetes
import Testing

@testable import Operator

@Suite struct StdioRenderingTests {
  private func world(_ spec: String = "") throws -> World {
    try World(
      Manifests.group,
      Manifests.server("typed", spec: spec).replacing("transport: streamable-http", with: "transport: stdio"))
  }

  private func pod(_ plan: Plan) throws -> JSONValue {
    try #require(plan.object("StatefulSet", "mcp-typed")?[path: "spec", "template", "spec"])
  }

  @Test func `the server's image stays as it is, and a bridge beside it serves HTTP`() throws {
    let plan = try world("args: [--read-only]").decideServer("typed")
    #expect(
      plan.applied.map { "\($0.kind ?? "")/\($0.name)" } == [
        "ServiceAccount/mcp-typed", "Role/mcp-typed", "RoleBinding/mcp-typed", "StatefulSet/mcp-typed",
        "Service/mcp-typed-proxy",
      ])
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    let containers = try pod(plan)["containers"]?.arrayValue ?? []
    #expect(containers.map { $0["name"] } == ["mcp", "bridge"])
    #expect(containers[0]["image"] == "example/typed")
    #expect(containers[0]["stdin"] == true)
    #expect(containers[0]["args"] == ["--read-only"])
    #expect(containers[0]["ports"] == nil && containers[0]["readinessProbe"] == nil && containers[0]["command"] == nil)
    #expect(containers[1]["image"] == "vmcp:test")
    #expect(containers[1]["args"] == ["bridge", "--attach", "--host=0.0.0.0", "--port=8080"])
    #expect(containers[1][path: "readinessProbe", "httpGet", "path"] == "/health")
    #expect(containers.allSatisfy { $0[path: "securityContext", "readOnlyRootFilesystem"] == true })
    let service = try #require(plan.object("Service", "mcp-typed-proxy"))
    #expect(service[path: "spec", "ports"]?[0]?["targetPort"] == "http")
  }

  @Test func `the right to attach is for the one pod, and its token for the bridge alone`() throws {
    let plan = try world().decideServer("typed")
    #expect(
      plan.object("Role", "mcp-typed")?["rules"] == [
        [
          "apiGroups": [""], "resources": ["pods/attach"], "resourceNames": ["mcp-typed-0"],
          "verbs": ["create", "get"],
        ]
      ])
    #expect(
      plan.object("RoleBinding", "mcp-typed")?["subjects"] == [
        ["kind": "ServiceAccount", "name": "mcp-typed", "namespace": "team"]
      ])
    let pod = try pod(plan)
    #expect(pod["serviceAccountName"] == "mcp-typed")
    #expect(pod["automountServiceAccountToken"] == false)
    let mounts = (pod["containers"]?.arrayValue ?? []).map { container in
      (container["volumeMounts"]?.arrayValue ?? []).map { $0["name"] }
    }
    #expect(mounts == [["tmp"], ["bridge-credentials"]])
  }

  @Test func `a service account of one's own gets the right, and no other is made`() throws {
    let plan = try world("serviceAccount: mine").decideServer("typed")
    #expect(plan.object("ServiceAccount", "mcp-typed") == nil)
    #expect(plan.object("RoleBinding", "mcp-typed")?["subjects"]?[0]?["name"] == "mine")
    #expect(try pod(plan)["serviceAccountName"] == "mine")
  }

  @Test(arguments: [
    ("", 1, "False/StdioReplicaCapNotActive"), ("replicas: 3", 1, "True/StdioTransportCapAt1"),
    ("replicas: 0", 0, "False/StdioReplicaCapNotActive"),
  ])
  func `one replica, whatever is asked for`(spec: String, replicas: Int, condition: String) throws {
    let plan = try world(spec).decideServer("typed")
    #expect(plan.object("StatefulSet", "mcp-typed")?[path: "spec", "replicas"] == .int(replicas))
    #expect(plan.condition("StdioReplicaCapped") == condition)
  }

  @Test(arguments: [("", "/mcp", ProbeTarget.Question.streamableHTTP), ("proxyMode: sse", "/sse", .sse)])
  func `its HTTP face is the one that proxyMode says`(spec: String, path: String, question: ProbeTarget.Question) throws
  {
    var world = try world(spec)
    try world.add(
      """
      apiVersion: apps/v1
      kind: StatefulSet
      metadata: {name: mcp-typed}
      spec: {replicas: 1}
      status: {readyReplicas: 1}
      """)
    let plan = try world.decideServer("typed", answer: .server(revision: "2025-11-25"))
    #expect(plan.probe?.question == question)
    #expect(plan.status?["url"] == .string("http://mcp-typed-proxy.team.svc.cluster.local:8080" + path))
    #expect(plan.condition("Ready") == "True/Ready")
  }

  @Test func `what was made for another transport is deleted, if it is the operator's`() throws {
    var world = try world()
    func deployment(_ uid: String) -> String {
      """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: mcp-typed, uid: d, ownerReferences: [{apiVersion: toolhive.stacklok.dev/v1beta1, kind: MCPServer, name: typed, uid: \(uid), controller: true}]}
      """
    }
    try world.add(deployment("somebody-else"))
    #expect(try world.decideServer("typed").steps.count == 5)
    try world.add(deployment("u-typed"))
    let last = try #require(try world.decideServer("typed").steps.last)
    guard case .remove(let object) = last else {
      Issue.record("\(last)")
      return
    }
    #expect(object.kind == "Deployment" && object.uid == "d")
  }

  @Test func `the bridge gets the proxy's environment, the template its merge and its restarts`() throws {
    var world = try World(Manifests.group)
    try world.add(
      Manifests.server(
        "typed",
        spec: """
          resourceOverrides: {proxyDeployment: {env: [{name: LOG, value: all}]}}
            volumes: [{name: data, hostPath: /srv/data, mountPath: /data, readOnly: true}]
            podTemplateSpec: {spec: {containers: [{name: bridge, resources: {limits: {memory: 1Gi}}}]}}
          """
      ).replacing("transport: streamable-http", with: "transport: stdio").replacing(
        "generation: 1}",
        with: #"generation: 1, annotations: {mcpserver.toolhive.stacklok.dev/restarted-at: "2026-07-28T09:30:00Z"}}"#))
    let plan = try world.decideServer("typed")
    #expect(plan.condition("ConfigurationSupported") == "True/ConfigurationSupported")
    let template = try #require(plan.object("StatefulSet", "mcp-typed")?[path: "spec", "template"])
    #expect(
      template[path: "metadata", "annotations", "mcpserver.toolhive.stacklok.dev/restarted-at"]
        == "2026-07-28T09:30:00Z")
    let containers = template[path: "spec", "containers"]?.arrayValue ?? []
    #expect(containers[1]["env"]?.arrayValue?.last == ["name": "LOG", "value": "all"])
    #expect(containers[1][path: "resources", "limits", "memory"] == "1Gi")
    #expect(containers[0]["volumeMounts"]?[1] == ["name": "data", "mountPath": "/data", "readOnly": true])
    #expect(template[path: "spec", "volumes"]?[1] == ["name": "data", "hostPath": ["path": "/srv/data"]])
  }
}
