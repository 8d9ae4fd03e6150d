import JSON
import Testing

@testable import LocalCluster

@Suite("Tables")
struct ObjectTableTests {
  @Test("a custom resource shows the columns of its definition")
  func custom() throws {
    var state = try Fixtures.stateWithWidgets()
    let target = try #require(state.target(Fixtures.widgets, namespace: "default"))
    var object = try state.create(Fixtures.widget("a"), at: target, WriteMode(fieldManager: "test")).object
    object["status"] = ["conditions": [["type": "Other", "status": "False"], ["type": "Ready", "status": "True"]]]
    let table = ObjectTable.table([object], target, .metadata, now: Fixtures.start + 200, metadata: [:])
    #expect(table["columnDefinitions"]?.arrayValue?.map { $0["name"] } == ["Name", "Size", "Ready", "Age"])
    #expect(table["rows"]?[0]?["cells"] == ["a", 3, "True", "3m20s"])
    #expect(table["rows"]?[0]?["object"]?["kind"] == "PartialObjectMetadata")
  }

  @Test(
    "ages are shortened as kubectl shows them",
    arguments: [
      (5, "5s"), (119, "119s"), (120, "2m"), (125, "2m5s"), (3600, "60m"), (3 * 3600, "3h"), (3 * 3600 + 60, "3h1m"),
      (10 * 3600, "10h"), (50 * 3600, "2d2h"), (10 * 86400, "10d"), (800 * 86400, "2y70d"),
    ])
  func ages(_ seconds: Int, _ expected: String) { #expect(HumanDuration.text(seconds) == expected) }

  @Test(
    "JSONPath of printer columns",
    arguments: [
      (".a.b", "1"), (".a['b']", "1"), (".l[0].n", "x"), (".l[?(@.t=='B')].n", "y"), (#".l[?(@.t == "B")].n"#, "y"),
      (#".metadata.labels.a\.b/c"#, "dotted"), (".l[-1].n", "y"), ("{.a.b}", "1"),
    ])
  func paths(_ path: String, _ expected: String) throws {
    let value: JSONValue = [
      "a": ["b": 1], "l": [["t": "A", "n": "x"], ["t": "B", "n": "y"]], "metadata": ["labels": ["a.b/c": "dotted"]],
    ]
    #expect(try #require(JSONPath(path)).values(in: value).first?.plainText == expected)
  }

  @Test("JSONPath outside the supported part is refused", arguments: ["", "a", ".a[", ".l[?(@.t>1)]", ".a[x]", "..a"])
  func badPaths(_ path: String) { #expect(JSONPath(path) == nil) }

  @Test("a deployment shows ready of wanted, a pod why it waits")
  func workloads() throws {
    let state = Fixtures.state()
    let deployments = try #require(state.target(.deployments, namespace: "default"))
    let deployment: JSONValue = [
      "metadata": ["name": "d"], "spec": ["replicas": 2],
      "status": ["readyReplicas": 1, "updatedReplicas": 2, "availableReplicas": 1],
    ]
    let row = ObjectTable.table([deployment], deployments, .none, now: 0, metadata: [:])["rows"]?[0]
    #expect(row?["cells"]?.arrayValue?.prefix(4) == ["d", "1/2", 2, 1])
    let pods = try #require(state.target(.pods, namespace: "default"))
    let pod: JSONValue = [
      "metadata": ["name": "p"], "spec": ["containers": [["name": "c"]]],
      "status": [
        "phase": "Running",
        "containerStatuses": [["restartCount": 3, "state": ["waiting": ["reason": "CrashLoopBackOff"]]]],
      ],
    ]
    let cells = ObjectTable.table([pod], pods, .none, now: 0, metadata: [:])["rows"]?[0]?["cells"]?.arrayValue
    #expect(cells?.prefix(4) == ["p", "0/1", "CrashLoopBackOff", "3"])
  }
}
