import JSON
import Kubernetes
import Testing

@testable import LocalCluster

/// This project's own client against the cluster, over sockets.
@Suite("Clients over HTTP")
struct ClientTests {
  private static let key = ObjectKey(namespace: "default", name: "a")

  private static func client(_ cluster: TestCluster, manager: String = "tester") throws -> KubernetesClient {
    let configuration = try ClusterConfiguration.load(
      kubeconfig: cluster.cluster.kubeconfigPath, environment: [:])
    return KubernetesClient(configuration, fieldManager: manager)
  }

  private static func map(_ data: JSONValue) -> KubernetesObject {
    var object = KubernetesObject(.configMaps, key)
    object["data"] = data
    return object
  }

  @Test("create, get, replace, patch, apply, list and delete", .timeLimit(.minutes(1)))
  func requests() async throws {
    try await TestCluster.run { cluster in
      let client = try Self.client(cluster)
      let created = try await client.create(.configMaps, Self.map(["a": "1"]))
      #expect(created.uid?.isEmpty == false)
      var changed = created
      changed["data"] = ["a": "2"]
      try await client.replace(.configMaps, changed)
      let stale = await #expect(throws: KubernetesError.self) { try await client.replace(.configMaps, changed) }
      #expect(stale?.code == .conflict)
      try await client.patch(.configMaps, Self.key, merging: ["data": ["b": "3"]])
      let other = try Self.client(cluster, manager: "other")
      let conflict = await #expect(throws: KubernetesError.self) {
        try await other.apply(.configMaps, Self.map(["a": "9"]), force: false)
      }
      #expect(conflict?.message == #"Apply failed with 1 conflict: conflict with "tester" using v1: .data.a"#)
      try await other.apply(.configMaps, Self.map(["a": "9"]))
      #expect(try await client.get(.configMaps, Self.key)["data"] == ["a": "9", "b": "3"])
      #expect(try await client.list(.configMaps, namespace: "default").items.map(\.name) == ["a"])
      try await client.delete(.configMaps, Self.key)
      #expect(try await client.find(.configMaps, Self.key) == nil)
    }
  }

  @Test("a watch lists what there is and follows changes", .timeLimit(.minutes(1)))
  func watching() async throws {
    try await TestCluster.run { cluster in
      let client = try Self.client(cluster)
      try await client.create(.configMaps, Self.map(["a": "1"]))
      var events = Watcher(client, .configMaps, namespace: "default").events().makeAsyncIterator()
      guard case .replaced(let objects)? = try await events.next() else {
        Issue.record("a watch begins with what is there")
        return
      }
      #expect(objects.map(\.name) == ["a"])
      try await client.patch(.configMaps, Self.key, merging: ["data": ["a": "2"]])
      guard case .modified(let object)? = try await events.next() else {
        Issue.record("a change is told")
        return
      }
      #expect(object["data"] == ["a": "2"])
      try await client.delete(.configMaps, Self.key)
      guard case .deleted(let last)? = try await events.next() else {
        Issue.record("a deletion is told")
        return
      }
      #expect(last.name == "a")
    }
  }

  @Test("a service account's token reads what its Role allows, over the address without the secret path")
  func serviceAccount() async throws {
    try await TestCluster.run { cluster in
      try cluster.create(Self.map(["a": "1"]).json, .configMaps)
      let token = cluster.cluster.keys.issue(serviceAccount: "default", namespace: "default")
      let configuration = try ClusterConfiguration(
        server: cluster.cluster.plainAddress, token: .data(Array(token.utf8)))
      let client = KubernetesClient(configuration, fieldManager: "pod")
      let denied = await #expect(throws: KubernetesError.self) { try await client.get(.configMaps, Self.key) }
      #expect(denied?.code == .forbidden)
      let rbac = "rbac.authorization.k8s.io/v1"
      try cluster.create(
        [
          "apiVersion": .string(rbac), "kind": "Role", "metadata": ["name": "own"],
          "rules": [["apiGroups": [""], "resources": ["configmaps"], "resourceNames": ["a"], "verbs": ["get"]]],
        ], .roles)
      try cluster.create(
        [
          "apiVersion": .string(rbac), "kind": "RoleBinding", "metadata": ["name": "own"],
          "roleRef": ["kind": "Role", "name": "own"],
          "subjects": [["kind": "ServiceAccount", "name": "default", "namespace": "default"]],
        ], .roleBindings)
      #expect(try await client.get(.configMaps, Self.key).name == "a")
    }
  }

  @Test("the kubeconfig is for its owner's eyes only, and manifests are applied with it", .timeLimit(.minutes(1)))
  func manifests() async throws {
    try await TestCluster.run { cluster in
      let directory = cluster.directory + "/manifests"
      try PrivateFile.makeDirectory(directory)
      try PrivateFile.write(Array(Fixtures.widgetDefinitionText.utf8), to: directory + "/1.yaml")
      let widgets = """
        apiVersion: example.com/v1
        kind: Widget
        metadata: {name: a}
        spec: {size: 3}
        ---
        apiVersion: v1
        kind: Secret
        metadata: {name: s, namespace: kube-system}
        """
      try PrivateFile.write(Array(widgets.utf8), to: directory + "/2.yaml")
      let applier = try ManifestApplier(kubeconfig: cluster.cluster.kubeconfigPath)
      var reports: [String] = []
      try await applier.apply([directory]) { reports.append($0) }
      #expect(reports == ["customresourcedefinition/widgets.example.com", "widget/a", "secret/s"])
      #expect(cluster.objects(Fixtures.widgets).map(\.objectName) == ["a"])

      for (text, reason) in [
        ("a: [", "bad.yaml"), ("kind: Widget", "not an object with apiVersion, kind and metadata.name"),
        ("{apiVersion: a/v1, kind: B, metadata: {name: c}}", #"no matches for kind "B" in version "a/v1""#),
        (
          "{apiVersion: example.com/v1, kind: Widget, metadata: {name: c}, spec: {sise: 1}}",
          "field not declared in schema"
        ),
      ] {
        try PrivateFile.write(Array(text.utf8), to: cluster.directory + "/bad.yaml")
        let error = await #expect(throws: LocalClusterError.self) {
          try await applier.apply([cluster.directory + "/bad.yaml"]) { _ in }
        }
        #expect(error?.reason.contains(reason) == true, "\(error?.reason ?? "") lacks \(reason)")
      }
    }
  }
}
