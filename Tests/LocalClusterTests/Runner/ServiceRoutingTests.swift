import JSON
import Kubernetes
import Testing

@testable import LocalCluster

@Suite("Services")
struct ServiceRoutingTests {
  @Test("connections go to the ready pods that the Service selects, by number or by name of the port")
  func backends() throws {
    var store = ObjectStore()
    func put(_ name: String, ready: Bool, labels: JSONValue, ports: String) {
      store.put(
        .pods,
        [
          "metadata": [
            "name": .string(name), "namespace": "n", "labels": labels,
            "annotations": ["localcluster/ports": .string(ports)],
          ],
          "spec": ["containers": [["ports": [["name": "http", "containerPort": 8080]]]]],
          "status": ["conditions": [["type": "Ready", "status": ready ? "True" : "False"]]],
        ])
    }
    put("a", ready: true, labels: ["app": "x"], ports: "8080=4001,9090=4002")
    put("b", ready: false, labels: ["app": "x"], ports: "8080=4003")
    put("c", ready: true, labels: ["app": "y"], ports: "8080=4004")
    let service: JSONValue = [
      "metadata": ["name": "s", "namespace": "n"],
      "spec": [
        "selector": ["app": "x"],
        "ports": [
          ["port": 80, "targetPort": "http"], ["port": 81, "targetPort": 9090], ["port": 82, "targetPort": "no"],
        ],
      ],
    ]
    #expect(ServiceRouting.backends(service, port: 80, store) == [4001])
    #expect(ServiceRouting.backends(service, port: 81, store) == [4002])
    #expect(ServiceRouting.backends(service, port: 82, store) == [])
    #expect(ServiceRouting.backends(service, port: 99, store) == [])
  }

  @Test("a process finds Services by every form of their names, its own namespace's also by the short one")
  func map() throws {
    let ports = [ServicePort(namespace: "n", service: "s", number: 80): 4001]
    let own = ServiceRouting.map(ports, namespace: "n")
    #expect(own["s:80"] == "127.0.0.1:4001")
    #expect(own["s.n.svc.cluster.local:80"] == "127.0.0.1:4001")
    let other = ServiceRouting.map(ports, namespace: "m")
    #expect(other["s:80"] == nil)
    #expect(other["s.n:80"] == "127.0.0.1:4001")
  }

  @Test("the service map is read, and read again when it has changed")
  func reader() throws {
    let path = "/tmp/local-cluster-services-\(UInt64.random(in: 0...UInt64.max)).json"
    defer { PrivateFile.remove(path) }
    let map = ServiceMap(path: path)
    #expect(throws: KubernetesError.self) { try map.resolve(host: "s.n", port: 80) }
    try PrivateFile.write(Array(#"{"s.n.svc.cluster.local:80":"127.0.0.1:4001"}"#.utf8), to: path)
    #expect(try map.resolve(host: "S.n.svc.cluster.local.", port: 80)?.port == 4001)
    #expect(try map.resolve(host: "s.n.svc.cluster.local", port: 81) == nil)
    try PrivateFile.write(Array(#"{"s.n.svc.cluster.local:80":"127.0.0.1:40022"}"#.utf8), to: path)
    #expect(try map.resolve(host: "s.n.svc.cluster.local", port: 80)?.port == 40022)
    try PrivateFile.write(Array("rubbish".utf8), to: path)
    #expect(throws: KubernetesError.self) { try map.resolve(host: "s.n", port: 80) }
    #expect(ServiceMap(environment: [:]) == nil)
  }

  @Test(
    "--expose is read",
    arguments: [
      ("a/b:80=9091", true), ("a/b:80=0", true), ("a:80=1", false), ("a/b=1", false),
      ("a/b:80", false), ("a/b:80=x", false), ("/b:80=1", false), ("a/b:0=1", false), ("a/b:80=70000", false),
    ])
  func exposed(_ text: String, _ isValid: Bool) { #expect((ExposedPort(reading: text) != nil) == isValid) }
}
