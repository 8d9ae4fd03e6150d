import JSON
import Testing

@testable import LocalCluster

@Suite("What a pod becomes on this machine")
struct PodPlannerTests {
  private var state = Fixtures.state()

  private static let images = """
    images:
      - image: example.com/team/app
        command: ["{programs}/app", "--port", "{port:http}", "--data", "{mount:/data}", "--name=$(NAME)"]
        env: {LISTEN: "127.0.0.1:{port:http}", CONFIG: "{mount:/etc/app}/c.json"}
      - image: example.com/team/plain:2
        command: [plain]
        portEnvironment: PORT
        mounts: rewrite
      - image: example.com/quiet
        command: [quiet, "{port:7000}"]
        arguments: ignore
    """

  init() throws {
    for (resource, kind, data) in [
      (GroupResource.secrets, "Secret", ["k": "dmFsdWU="] as JSONValue),
      (.configMaps, "ConfigMap", ["c.json": "{}", "d": "x"]),
    ] {
      let target = try #require(state.target(resource, namespace: "default"))
      let object: JSONValue = [
        "apiVersion": "v1", "kind": .string(kind), "metadata": ["name": "conf"], "data": data,
      ]
      _ = try state.create(object, at: target, WriteMode(fieldManager: "test"))
    }
  }

  private func planner(_ container: JSONValue, volumes: JSONValue = []) throws -> PodPlanner {
    var container = container
    container["name"] = "c"
    let pod: JSONValue = [
      "metadata": ["name": "p", "namespace": "default", "uid": "u", "labels": ["team": "x"]],
      "spec": ["containers": [container], "volumes": volumes, "serviceAccountName": "default"],
    ]
    let settings = PodSettings(
      images: try ImageCatalog(reading: Self.images, directory: "/here"), programs: "/programs",
      environment: [("KUBECONFIG", "/k")])
    return PodPlanner(
      sources: PodSources(pod: pod, store: state.store), settings: settings, ports: [8080: 41234, 7000: 41235],
      volumesDirectory: "/v")
  }

  private func problem(_ container: JSONValue, volumes: JSONValue = []) throws -> PodProblem? {
    let planner = try planner(container, volumes: volumes)
    do throws(PodProblem) {
      _ = try planner.containers()
      _ = try planner.volumes()
      return nil
    } catch {
      return error
    }
  }

  private static let ports: JSONValue = [["name": "http", "containerPort": 8080]]

  @Test("ports, mounts and variables stand in the mapped command; the container's arguments follow")
  func command() throws {
    let plan = try #require(
      try planner([
        "image": "example.com/team/app:1.2@sha256:00", "ports": Self.ports,
        "env": [["name": "NAME", "value": "n"], ["name": "BOTH", "value": "$(NAME)-$$(NAME)-$(NONE)"]],
        "args": ["-v", "$(BOTH)"],
        "volumeMounts": [["name": "d", "mountPath": "/data"], ["name": "e", "mountPath": "/etc/app"]],
      ]).containers().first)
    #expect(
      plan.arguments == [
        "/programs/app", "--port", "41234", "--data", "/v/d", "--name=n", "-v", "n-$(NAME)-$(NONE)",
      ])
    let variables = Dictionary(plan.environment.map { ($0.name, $0.value) }) { _, last in last }
    #expect(variables["LISTEN"] == "127.0.0.1:41234")
    #expect(variables["CONFIG"] == "/v/e/c.json")
    #expect(variables["KUBECONFIG"] == "/k")
    #expect(variables["HOSTNAME"] == "p")
  }

  @Test("variables come from Secrets, ConfigMaps and the pod's own fields")
  func sources() throws {
    let plan = try #require(
      try planner([
        "image": "example.com/quiet", "args": ["ignored"],
        "envFrom": [
          ["prefix": "P_", "configMapRef": ["name": "conf"]], ["secretRef": ["name": "no", "optional": true]],
        ],
        "env": [
          ["name": "S", "valueFrom": ["secretKeyRef": ["name": "conf", "key": "k"]]],
          ["name": "N", "valueFrom": ["fieldRef": ["fieldPath": "metadata.namespace"]]],
          ["name": "L", "valueFrom": ["fieldRef": ["fieldPath": "metadata.labels['team']"]]],
          ["name": "O", "valueFrom": ["secretKeyRef": ["name": "conf", "key": "none", "optional": true]]],
        ],
      ]).containers().first)
    #expect(plan.arguments == ["quiet", "41235"])
    let variables = Dictionary(plan.environment.map { ($0.name, $0.value) }) { _, last in last }
    #expect(variables["S"] == "value")
    #expect(variables["N"] == "default")
    #expect(variables["L"] == "x")
    #expect(variables["P_d"] == "x")
    #expect(variables["O"] == nil)
  }

  @Test("mounts that a mapping rewrites stand as directories in arguments and variables")
  func rewriting() throws {
    let plan = try #require(
      try planner([
        "image": "example.com/team/plain:2", "ports": Self.ports,
        "args": ["--config=/etc/app/c.json", "/etc/apple", "/etc/app"], "env": [["name": "C", "value": "/etc/app/d"]],
        "volumeMounts": [["name": "e", "mountPath": "/etc/app"]],
      ]).containers().first)
    #expect(plan.arguments == ["plain", "--config=/v/e/c.json", "/etc/apple", "/v/e"])
    let variables = Dictionary(plan.environment.map { ($0.name, $0.value) }) { _, last in last }
    #expect(variables["C"] == "/v/e/d")
    #expect(variables["PORT"] == "41234")
  }

  @Test("volumes of Secrets and ConfigMaps become files, of items with their own paths")
  func volumes() throws {
    let plans = try planner(
      ["image": "x"],
      volumes: [
        ["name": "s", "secret": ["secretName": "conf"]],
        ["name": "m", "configMap": ["name": "conf", "items": [["key": "d", "path": "sub/d.txt"]]]],
        ["name": "e", "emptyDir": [:]],
      ]
    ).volumes()
    #expect(plans.map(\.directory) == ["/v/s", "/v/m", "/v/e"])
    #expect(plans[0].files == [VolumeFile(path: "k", bytes: Array("value".utf8))])
    #expect(plans[1].files == [VolumeFile(path: "sub/d.txt", bytes: Array("x".utf8))])
    #expect(plans[2].files.isEmpty)
  }

  @Test("what cannot be run is refused with a reason that says what to do")
  func refusals() throws {
    #expect(try problem(["image": "example.com/other:1"])?.reason == "ErrImagePull")
    let cases: [(JSONValue, JSONValue, String)] = [
      (
        ["env": [["name": "A", "valueFrom": ["secretKeyRef": ["name": "no", "key": "k"]]]]], [],
        #"secret "no" not found"#
      ),
      (
        ["env": [["name": "A", "valueFrom": ["secretKeyRef": ["name": "conf", "key": "no"]]]]], [],
        "couldn't find key no in Secret default/conf"
      ),
      (["volumeMounts": [["name": "v", "mountPath": "/m"]]], [], "does not say how a process finds the mount /m"),
      ([:], [["name": "v", "hostPath": ["path": "/"]]], "folders of the host are not mounted"),
      ([:], [["name": "v", "nfs": ["server": "s"]]], "only secret, configMap, projected and emptyDir"),
      ([:], [["name": "v", "configMap": ["name": "no"]]], #"configmap "no" not found"#),
      (
        [:], [["name": "v", "configMap": ["name": "conf", "items": [["key": "d", "path": "../d"]]]]],
        "must stay inside the volume"
      ),
      (["readinessProbe": ["exec": ["command": ["x"]]]], [], "only httpGet and tcpSocket"),
      (["readinessProbe": ["tcpSocket": ["port": "none"]]], [], "a port that the container does not have"),
    ]
    for (container, volumes, message) in cases {
      var container = container
      container["image"] = "example.com/quiet"
      let found = try problem(container, volumes: volumes)
      #expect(found?.reason == "CreateContainerConfigError")
      #expect(found?.message.contains(message) == true, "\(found?.message ?? "no problem") lacks \(message)")
    }
  }

  @Test(
    "lists of images that cannot be used are refused",
    arguments: [
      ("images: [{image: a}]", "command"), ("images: [{image: a, command: []}]", "empty command"),
      ("images: [{image: a, command: [x]}, {image: a, command: [y]}]", "twice"),
      ("images: [{image: a, command: [x], comand: y}]", "unknown field"), ("images: [", "not YAML"), ("x: 1", "images"),
      ("images: [{image: a, command: [x], mounts: never}]", "not one of"),
    ])
  func badImages(_ text: String, _ reason: String) {
    let error = #expect(throws: LocalClusterError.self) { try ImageCatalog(reading: text, directory: "/") }
    #expect(error?.code == .images)
    #expect(error?.reason.contains(reason) == true)
  }

  @Test(
    "an image's repository is its name without tag and digest",
    arguments: [
      ("a", "a"), ("a:1", "a"), ("h:5000/a/b", "h:5000/a/b"), ("h:5000/a:1@sha256:0", "h:5000/a"),
    ])
  func repositories(_ image: String, _ expected: String) { #expect(ImageCatalog.repository(image) == expected) }

  @Test("the last lines of a log", arguments: [(0, ""), (1, "c\n"), (2, "b\nc\n"), (9, "a\nb\nc\n")])
  func tails(_ lines: Int, _ expected: String) {
    #expect(String(decoding: PodLogFiles.tail(Array("a\nb\nc\n".utf8), lines: lines), as: UTF8.self) == expected)
  }
}
