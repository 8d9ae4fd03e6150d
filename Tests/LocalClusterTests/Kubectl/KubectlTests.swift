import JSON
import Testing

@testable import LocalCluster

@Suite("kubectl", .enabled(if: Kubectl.isInstalled, "kubectl is not installed"))
struct KubectlTests {
  private static let widget = """
    apiVersion: example.com/v1
    kind: Widget
    metadata: {name: a, labels: {team: x}}
    spec: {size: 3, tags: [p]}
    """

  private func withWidgets(_ body: (Kubectl, TestCluster) async throws -> Void) async throws {
    try await TestCluster.run { cluster in
      let kubectl = Kubectl(cluster: cluster)
      let applied = try await kubectl("apply", input: Fixtures.widgetDefinitionText)
      #expect(applied.text == "customresourcedefinition.apiextensions.k8s.io/widgets.example.com created\n")
      try await body(kubectl, cluster)
    }
  }

  @Test("apply creates, changes and leaves alone, and takes away what the manifest no longer has")
  func apply() async throws {
    try await withWidgets { kubectl, _ in
      #expect(try await kubectl("apply", input: Self.widget).text == "widget.example.com/a created\n")
      #expect(try await kubectl("apply", input: Self.widget).text == "widget.example.com/a unchanged\n")
      let changed = Self.widget.replacing("size: 3, tags: [p]", with: "size: 4")
      #expect(try await kubectl("apply", input: changed).text == "widget.example.com/a configured\n")
      let spec = try await kubectl("get", "widget", "a", "-o", "jsonpath={.spec}")
      #expect(try JSONValue(reading: spec.text) == ["size": 4, "color": "red"])
    }
  }

  @Test("apply --server-side says whose field it would take, and takes it with --force-conflicts")
  func serverSide() async throws {
    try await withWidgets { kubectl, _ in
      #expect(try await kubectl("apply", "--server-side", input: Self.widget).code == 0)
      _ = try await kubectl("patch", "widget", "a", "--type=merge", "-p", #"{"spec":{"size":9}}"#)
      let conflict = try await kubectl("apply", "--server-side", input: Self.widget)
      #expect(conflict.code == 1)
      #expect(conflict.text.contains(#"conflict with "kubectl-patch" using example.com/v1: .spec.size"#))
      #expect(try await kubectl("apply", "--server-side", "--force-conflicts", input: Self.widget).code == 0)
      #expect(try await kubectl("get", "widget", "a", "-o", "jsonpath={.spec.size}").text == "3")
    }
  }

  @Test("an object that was applied on the client's side can be applied on the server's")
  func migration() async throws {
    try await withWidgets { kubectl, _ in
      _ = try await kubectl("apply", input: Self.widget)
      let changed = Self.widget.replacing("size: 3", with: "size: 5")
      #expect(try await kubectl("apply", "--server-side", input: changed).text.contains("serverside-applied"))
      #expect(try await kubectl("get", "widget", "a", "-o", "jsonpath={.spec.size}").text == "5")
    }
  }

  @Test("an unknown field and a wrong value are refused, each with its path")
  func refusals() async throws {
    try await withWidgets { kubectl, _ in
      let misspelt = try await kubectl("apply", input: Self.widget.replacing("size", with: "sise"))
      #expect(misspelt.code == 1)
      #expect(misspelt.text.contains(#"strict decoding error: unknown field "spec.sise""#))
      let wrong = try await kubectl("apply", input: Self.widget.replacing("size: 3", with: "size: 30, color: blue"))
      #expect(
        wrong.text == """
          The Widget "a" is invalid:\u{20}
          * spec.color: Unsupported value: "blue": supported values: "red", "green"
          * spec.size: Invalid value: 30: spec.size in body should be less than or equal to 10

          """)
      let warned = try await kubectl(
        "apply", "--validate=warn", input: Self.widget.replacing("tags", with: "togs"))
      #expect(warned.code == 0)
      #expect(warned.text.contains(#"Warning: unknown field "spec.togs""#))
    }
  }

  @Test("get prints the definition's columns, by plural, short name and category, and a deprecated version warns")
  func get() async throws {
    try await withWidgets { kubectl, _ in
      _ = try await kubectl("apply", input: Self.widget)
      _ = try await kubectl(
        "patch", "widget", "a", "--subresource=status", "--type=merge", "-p",
        #"{"status":{"conditions":[{"type":"Ready","status":"True"}]}}"#)
      for name in ["widgets", "wd", "gadgets"] {
        let lines = try await kubectl("get", name).text.split(separator: "\n").map { $0.split(separator: " ") }
        #expect(lines.first == ["NAME", "SIZE", "READY", "AGE"])
        #expect(lines.last?.prefix(3) == ["a", "3", "True"])
      }
      #expect(try await kubectl("get", "widgets", "-l", "team=y").text == "No resources found in default namespace.\n")
      let old = try await kubectl("get", "widgets.v1alpha1.example.com", "a", "-o", "name")
      #expect(old.text.contains("Warning: example.com/v1alpha1 is deprecated; use v1"))
      let yaml = try await kubectl("get", "widget", "a", "-o", "yaml")
      #expect(yaml.text.contains("kind: Widget\n"))
      let described = try await kubectl("describe", "widget", "a")
      #expect(described.text.contains("Labels:       team=x\n"))
      #expect(described.text.contains("Type:    Ready"))
    }
  }

  @Test("wait, patch, delete with a finalizer, and explain")
  func others() async throws {
    try await withWidgets { kubectl, cluster in
      _ = try await kubectl("apply", input: Self.widget)
      let (waiting, output) = try kubectl.start(["wait", "--for=condition=Ready", "widget/a", "--timeout=20s"])
      _ = try await kubectl(
        "patch", "widget", "a", "--subresource=status", "--type=merge", "-p",
        #"{"status":{"conditions":[{"type":"Ready","status":"True"}]}}"#)
      #expect(await waiting.ending() == .exited(code: 0))
      #expect(Kubectl.read(output) == "widget.example.com/a condition met\n")

      let patched = try await kubectl(
        "patch", "widget", "a", "--type=json", "-p",
        #"[{"op":"add","path":"/metadata/finalizers","value":["example.com/wait"]}]"#)
      #expect(patched.text == "widget.example.com/a patched\n")
      let (deleting, _) = try kubectl.start(["delete", "widget", "a", "--timeout=20s"])
      try await cluster.wait([Fixtures.widgets], "the widget is being deleted") { state in
        state.store.objects(Fixtures.widgets).first?.deletionTimestamp != nil
      }
      #expect(deleting.known == nil)
      try cluster.patch(Fixtures.widgets, "a", ["metadata": ["finalizers": nil]])
      #expect(await deleting.ending() == .exited(code: 0))
      #expect(try await kubectl("get", "widget", "a").text.contains(#"widgets.example.com "a" not found"#))

      let explained = try await kubectl("explain", "widget.spec.color")
      #expect(explained.text.contains("FIELD: color <string>"))
    }
  }

  @Test("get -w prints each change as it comes")
  func watch() async throws {
    try await withWidgets { kubectl, cluster in
      _ = try await kubectl("apply", input: Self.widget)
      let (watching, output) = try kubectl.start(["get", "widgets", "-w"])
      try await Self.lines(2, of: output)
      try cluster.patch(Fixtures.widgets, "a", ["spec": ["size": 7]])
      let lines = try await Self.lines(3, of: output)
      watching.signal(15)
      _ = await watching.ending()
      #expect(lines[0].split(separator: " ") == ["NAME", "SIZE", "READY", "AGE"])
      #expect(lines[1].split(separator: " ").prefix(2) == ["a", "3"])
      #expect(lines[2].split(separator: " ").prefix(2) == ["a", "7"])
    }
  }

  @Test("create makes namespaces, secrets and config maps, and a namespace goes with what is in it")
  func builtIns() async throws {
    try await withWidgets { kubectl, cluster in
      #expect(try await kubectl("create", "namespace", "team").text == "namespace/team created\n")
      let secret = try await kubectl("create", "secret", "generic", "s", "-n", "team", "--from-literal=k=v")
      #expect(secret.text == "secret/s created\n")
      #expect(try await kubectl("create", "configmap", "c", "-n", "team", "--from-literal=k=v").code == 0)
      #expect(try await kubectl("get", "secret", "s", "-n", "team", "-o", "jsonpath={.data.k}").text == "dg==")
      #expect(try await kubectl("auth", "can-i", "delete", "pods").text == "yes\n")
      #expect(try await kubectl("create", "token", "default", "-n", "team").code == 0)
      #expect(try await kubectl("delete", "namespace", "team").text == "namespace \"team\" deleted\n")
      #expect(cluster.cluster.state.store.objects(.secrets).isEmpty)
    }
  }

  @Test("a deployment is applied twice, where a strategic merge patch takes a variable away")
  func strategicMerge() async throws {
    let manifest = """
      apiVersion: apps/v1
      kind: Deployment
      metadata: {name: web}
      spec:
        selector: {matchLabels: {app: web}}
        template:
          metadata: {labels: {app: web}}
          spec:
            containers:
            - {name: c, image: "example/web:1", env: [{name: A, value: "1"}, {name: B, value: "2"}]}
      """
    try await withWidgets { kubectl, _ in
      _ = try await kubectl("apply", input: manifest)
      let again = try await kubectl("apply", input: manifest.replacing(#"{name: A, value: "1"}, "#, with: ""))
      #expect(again.text == "deployment.apps/web configured\n")
      let env = try await kubectl("get", "deploy", "web", "-o", "jsonpath={.spec.template.spec.containers[0].env}")
      #expect(try JSONValue(reading: env.text) == [["name": "B", "value": "2"]])
      let described = try await kubectl("describe", "deployment", "web")
      #expect(described.code == 0)
      let misspelt = try await kubectl("apply", input: manifest.replacing("image:", with: "imagee:"))
      #expect(misspelt.text.contains(#"unknown field "spec.template.spec.containers[0].imagee""#))
    }
  }

  /// Waits until a growing file has so many lines.
  @discardableResult
  private static func lines(_ count: Int, of path: String) async throws -> [String] {
    let limit = ContinuousClock.now + .seconds(30)
    while true {
      let lines = Kubectl.read(path).split(separator: "\n").map(String.init)
      if lines.count >= count { return lines }
      try #require(ContinuousClock.now < limit, "only \(lines)")
      // kubectl tells nobody that it has printed something.
      try await Task.sleep(for: .milliseconds(20))
    }
  }
}

extension String {
  fileprivate func replacing(_ old: String, with new: String) -> String {
    var result = ""
    var rest = Substring(self)
    while let range = rest.firstRange(of: old) {
      result += rest[..<range.lowerBound] + new
      rest = rest[range.upperBound...]
    }
    return result + rest
  }
}
