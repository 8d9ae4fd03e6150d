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
}
