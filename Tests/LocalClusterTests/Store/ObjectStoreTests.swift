import JSON
import Testing

@testable import LocalCluster

@Suite("The object store")
struct ObjectStoreTests {
  private func object(_ name: String, _ value: Int = 0) -> JSONValue {
    ["metadata": ["name": .string(name), "namespace": "n"], "value": .int(value)]
  }

  @Test("every write has a new revision, which the object carries")
  func revisions() {
    var store = ObjectStore()
    #expect(store.put(.configMaps, object("a")).object.resourceVersion == "1")
    #expect(store.put(.configMaps, object("b")).object.resourceVersion == "2")
    #expect(store.remove(.configMaps, namespace: "n", name: "a")?.object.resourceVersion == "3")
    #expect(store.objects(.configMaps).map(\.objectName) == ["b"])
  }

  @Test("changes after a revision are told in order")
  func events() {
    var store = ObjectStore()
    store.put(.configMaps, object("a"))
    store.put(.configMaps, object("a", 1))
    store.put(.secrets, object("s"))
    store.remove(.configMaps, namespace: "n", name: "a")
    #expect(store.events(after: 1, of: .configMaps)?.map(\.kind) == [.modified, .deleted])
    #expect(store.events(after: 0)?.map(\.revision) == [1, 2, 3, 4])
    #expect(store.events(after: 4)?.isEmpty == true)
  }

  @Test("a revision whose successors are forgotten has no events")
  func forgotten() throws {
    var store = ObjectStore(historyLimit: 10)
    for number in 0..<11 { store.put(.configMaps, object("a", number)) }
    #expect(store.events(after: 1) == nil)
    #expect(try #require(store.events(after: 6)).map(\.revision) == [7, 8, 9, 10, 11])
  }

  @Test(
    "label selectors in text",
    arguments: [
      ("app=web", true), ("app==web", true), ("app!=web", false), ("app in (web, db)", true),
      ("app notin (web)", false),
      ("tier", false), ("!tier", true), ("tier!=x", true), ("app=web,tier", false), ("app", true),
      ("tier notin (a)", true),
    ])
  func labels(_ text: String, _ expected: Bool) throws {
    #expect(try #require(LabelSelector(reading: text)).matches(["app": "web"]) == expected)
  }

  @Test("malformed selectors are refused", arguments: ["=x", "a in b", "a foo (b)", "a b", "!"])
  func malformed(_ text: String) { #expect(LabelSelector(reading: text) == nil) }

  @Test("field selectors compare a field's text; an absent field is empty")
  func fields() throws {
    let value: JSONValue = ["metadata": ["name": "a"], "status": ["phase": "Running"]]
    #expect(try #require(FieldSelector(reading: "metadata.name=a,status.phase!=Failed")).matches(value))
    #expect(try #require(FieldSelector(reading: "spec.nodeName=")).matches(value))
    #expect(FieldSelector(reading: "name") == nil)
  }

  @Test(
    "times are read with offsets and fractions",
    arguments: [
      ("2026-01-02T03:04:05Z", 1_767_323_045), ("2026-01-02T04:04:05.123456+01:00", 1_767_323_045),
    ])
  func times(_ text: String, _ seconds: Int) { #expect(Timestamp.seconds(text) == seconds) }

  @Test("what is no time is refused", arguments: ["2026-13-02T03:04:05Z", "2026-01-02", "2026-01-02T03:04:05", "x"])
  func badTimes(_ text: String) { #expect(Timestamp.seconds(text) == nil) }

  @Test("Base64 of every length is read back")
  func base64() {
    for length in 0..<70 {
      let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37) }
      #expect(Base64Text.decode(Base64Text.encode(bytes)) == bytes)
    }
    for bad in ["a", "ab", "abc", "a===", "ab=c", "a b=", "abcd="] { #expect(Base64Text.decode(bad) == nil) }
  }
}
