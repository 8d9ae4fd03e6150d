import Controllers
import Kubernetes
import TestDoubles
import Testing

@testable import Operator

extension ManualTime: TimeSource {}

@Suite struct WrittenObjectsTests {
  private let time = ManualTime()
  private let key = ObjectKey(namespace: "n", name: "a")

  private func object(_ version: Int) -> KubernetesObject {
    var object = KubernetesObject(.services, key)
    object.resourceVersion = String(version)
    return object
  }

  private func seen(_ written: WrittenObjects, _ cached: KubernetesObject?) -> String? {
    written.newest(.services, key, seen: cached)?.resourceVersion
  }

  @Test func `what was written counts until a watch tells of it or of something newer`() async throws {
    let written = WrittenObjects(time: time)
    try await written.write(.services, key) { object(9) }
    #expect(seen(written, nil) == "9" && seen(written, object(8)) == "9" && seen(written, object(10)) == "10")
    written.told(.services, .updated(old: object(7), new: object(8)))
    #expect(seen(written, object(8)) == "9")
    written.told(.services, .updated(old: object(8), new: object(9)))
    #expect(written.count == 0 && seen(written, object(8)) == "8")
  }

  @Test func `a deletion is believed, also one that is told before the write's answer`() async throws {
    let written = WrittenObjects(time: time)
    try await written.write(.services, key) { object(9) }
    written.told(.services, .deleted(object(10)))
    #expect(seen(written, nil) == nil)
    try await written.write(.services, key) {
      written.told(.services, .added(object(11)))
      written.told(.services, .deleted(object(12)))
      return object(11)
    }
    #expect(seen(written, nil) == nil && written.count == 0)
  }

  @Test func `a write of which a watch told before its answer came is not remembered`() async throws {
    let written = WrittenObjects(time: time)
    for told in [9, 12] {
      try await written.write(.services, key) {
        written.told(.services, .added(object(told)))
        return object(9)
      }
      #expect(written.count == 0)
    }
    try await written.write(.services, key) {
      written.told(.services, .added(object(8)))
      return object(9)
    }
    #expect(seen(written, object(8)) == "9")
  }

  @Test func `a watch that never tells is believed in the end, and a failed write leaves nothing`() async throws {
    let written = WrittenObjects(time: time)
    try await written.write(.services, key) { object(9) }
    time.advance(by: WrittenObjects.patience)
    #expect(seen(written, nil) == nil)
    let other = WrittenObjects(time: time)
    _ = try? await other.write(.services, key) { throw KubernetesError(.other, "no") }
    #expect(other.count == 0)
  }

  @Test func `versions that are no numbers say nothing, and the watch is believed`() async throws {
    let written = WrittenObjects(time: time)
    var strange = object(1)
    strange.resourceVersion = "abc"
    try await written.write(.services, key) { [strange] in strange }
    #expect(seen(written, object(1)) == "1")
    #expect(ResourceVersion.isOlder("99", than: "100") == true)
    #expect(ResourceVersion.isOlder("100", than: "99") == false)
    #expect(ResourceVersion.isOlder("007", than: "7") == false)
    #expect(ResourceVersion.isOlder("7", than: nil) == nil)
  }

  @Test func `the report of an own write is known by its version, and before the answer by what it holds`() async throws
  {
    let written = WrittenObjects(time: time)
    func holding(_ version: Int, _ port: Int) -> KubernetesObject {
      var object = object(version)
      object["spec"] = ["port": .int(port), "clusterIP": "10.0.0.1"]
      return object
    }
    var wanted = KubernetesObject(.services, key)
    wanted["spec"] = ["port": 80]
    try await written.write(.services, key, wanted) { holding(9, 80) }
    #expect(!written.told(.services, .updated(old: holding(7, 1), new: holding(8, 80))), "another's, and older")
    #expect(written.told(.services, .updated(old: holding(8, 80), new: holding(9, 80))))
    #expect(!written.told(.services, .updated(old: holding(9, 80), new: holding(10, 80))), "nothing is under way")
    try await written.write(.services, key, wanted) {
      #expect(written.told(.services, .updated(old: holding(9, 79), new: holding(10, 80))))
      #expect(!written.told(.services, .updated(old: holding(10, 80), new: holding(11, 81))), "a hand edit")
      #expect(!written.told(.services, .deleted(holding(12, 80))))
      return holding(10, 80)
    }
    written.note(.services, holding(13, 80))
    #expect(!written.told(.services, .updated(old: holding(10, 80), new: holding(13, 80))), "read, not written")
  }

  @Test func `a person's edit that is told together with an own status is not taken for the status`() async throws {
    let written = WrittenObjects(time: time)
    func server(_ version: Int, _ spec: String, _ phase: String) -> KubernetesObject {
      var object = KubernetesObject(.mcpServers, key)
      object.resourceVersion = String(version)
      object["spec"] = ["image": .string(spec)]
      object.status = ["phase": .string(phase)]
      return object
    }
    var status = KubernetesObject(.mcpServers, key)
    status.status = ["phase": "Ready"]
    try await written.write(.mcpServers, key, status) {
      #expect(written.told(.mcpServers, .updated(old: server(1, "a", "Pending"), new: server(2, "a", "Ready"))))
      #expect(!written.told(.mcpServers, .updated(old: server(2, "a", "Ready"), new: server(3, "b", "Ready"))))
      #expect(!written.told(.mcpServers, .added(server(3, "b", "Ready"))))
      #expect(!written.told(.mcpServers, .updated(old: server(3, "b", "Ready"), new: server(4, "b", "Failed"))))
      return server(2, "a", "Ready")
    }
    try await written.write(.mcpServers, key, status) { server(6, "c", "Ready") }
    #expect(
      !written.told(.mcpServers, .updated(old: server(4, "b", "Failed"), new: server(6, "c", "Ready"))),
      "a list after a gap tells the edit and the answer as one")
  }
}
