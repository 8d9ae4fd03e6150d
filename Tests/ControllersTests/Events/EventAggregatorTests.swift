import FoundationEssentials
import JSON
import Kubernetes
import Testing

@testable import Controllers

@Suite struct EventAggregatorTests {
  private let wallTime = Date(timeIntervalSince1970: 1_785_231_000)
  private let object = KubernetesObject.service("a", 7)

  private func note(_ message: String = "m", object: KubernetesObject? = nil) -> EventNote {
    EventNote(object ?? self.object, .warning, reason: "Broken", message: message)
  }

  private func created(_ decision: EventAggregator.Decision) -> KubernetesObject? {
    if case .create(let event) = decision { event } else { nil }
  }

  @Test("An event names its object, its reporter and its time")
  func create() throws {
    var aggregator = EventAggregator(component: "vmcp-operator")
    let event = try #require(created(aggregator.decide(note(), now: .zero, wallTime: wallTime)))
    #expect(event.namespace == "n")
    #expect(event.name.hasPrefix("a."))
    #expect(
      event["involvedObject"] == [
        "apiVersion": "v1", "kind": "Service", "name": "a", "namespace": "n", "uid": "uid-a", "resourceVersion": "7",
      ])
    #expect(event["type"] == "Warning")
    #expect(event["reason"] == "Broken")
    #expect(event["message"] == "m")
    #expect(event["count"] == 1)
    #expect(event[path: "source", "component"] == "vmcp-operator")
    #expect(event["firstTimestamp"] == "2026-07-28T09:30:00Z")
  }

  @Test("The same again is counted, something else is another event")
  func counts() throws {
    var aggregator = EventAggregator(component: "c")
    let event = try #require(created(aggregator.decide(note(), now: .zero, wallTime: wallTime)))
    let later = wallTime.addingTimeInterval(60)
    #expect(
      aggregator.decide(note(), now: .seconds(60), wallTime: later)
        == .update(event.key, ["count": 2, "lastTimestamp": "2026-07-28T09:31:00Z"]))
    let other = created(aggregator.decide(note("other"), now: .seconds(60), wallTime: later))
    #expect(other != nil && other?.name != event.name)
  }

  @Test("An object that speaks without end is not heard without end, and is heard again later")
  func flood() {
    var aggregator = EventAggregator(component: "c")
    let decisions = (0..<100).map { aggregator.decide(note("\($0)"), now: .zero, wallTime: wallTime) }
    #expect(decisions.count { $0 != .drop } == 25)
    #expect(aggregator.decide(note(object: .service("b", 1)), now: .zero, wallTime: wallTime) != .drop)
    #expect(aggregator.decide(note(), now: .seconds(299), wallTime: wallTime) == .drop)
    #expect(aggregator.decide(note(), now: .seconds(301), wallTime: wallTime) != .drop)
  }

  @Test("Long names and messages are cut to what the API takes")
  func limits() throws {
    var aggregator = EventAggregator(component: "c")
    let long = KubernetesObject.service(String(repeating: "a", count: 253), 1)
    let decision = aggregator.decide(
      note(String(repeating: "ü", count: 2000), object: long), now: .zero, wallTime: wallTime)
    let event = try #require(created(decision))
    #expect(event.name.utf8.count <= 253)
    #expect(event["message"]?.stringValue?.utf8.count == 1024)
  }

  @Test("An event of a cluster-scoped object goes to the default namespace")
  func clusterScoped() throws {
    var aggregator = EventAggregator(component: "c")
    let namespace = KubernetesObject(.namespaces, ObjectKey(name: "team"))
    let event = try #require(created(aggregator.decide(note(object: namespace), now: .zero, wallTime: wallTime)))
    #expect(event.namespace == "default")
    #expect(event[path: "involvedObject", "namespace"] == nil)
  }
}
