import JSON
import Testing
import YAML

@Suite struct YAMLReadingTests {
  @Test func `scalars resolve as Kubernetes resolves them`() throws {
    let text = """
      a: 1
      b: "1"
      c: true
      d: yes
      e: ~
      f: 1.5
      g: 0x1F
      h: 010
      i: v1.2
      j: 'no'
      k: 2026-07-28
      l: |
        two
        lines
      """
    #expect(
      try YAMLDocuments.readOne(text) == [
        "a": 1, "b": "1", "c": true, "d": true, "e": nil, "f": 1.5, "g": 31, "h": 8, "i": "v1.2", "j": "no",
        "k": "2026-07-28", "l": "two\nlines",
      ])
  }

  @Test func `several documents, empty ones left out`() throws {
    #expect(try YAMLDocuments.read("---\n---\na: 1\n---\nb: 2\n...\n") == [["a": 1], ["b": 2]])
  }

  @Test func `anchors and merges are expanded`() throws {
    let value = try YAMLDocuments.readOne("base: &b {x: 1, y: 2}\nmore:\n  <<: *b\n  y: 3\n")
    #expect(value["more"] == ["y": 3, "x": 1])
  }

  @Test(arguments: [
    ("a: 1\na: 2", "duplicate key \"a\"", 2), ("a: [1", "", 2), ("? [x]\n: 1", "a key must be a scalar", 1),
    ("a: *nowhere", "", 1), ("a: 'x", "", 1),
  ])
  func `bad text is refused at its place`(text: String, message: String, line: Int) {
    let error = #expect(throws: YAMLError.self) { try YAMLDocuments.read(text) }
    #expect(error?.message.contains(message) == true)
    #expect(error.map { $0.line <= line } == true)
  }

  @Test func `aliases cannot expand without bound`() {
    var text = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n"
    for level in 1...9 {
      text += "a\(level): &a\(level) [" + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ",") + "]\n"
    }
    let error = #expect(throws: YAMLError.self) { try YAMLDocuments.read(text) }
    #expect(error?.message.contains("too many nodes") == true)
  }

  @Test func `nesting is bounded`() {
    let error = #expect(throws: YAMLError.self) {
      try YAMLDocuments.read(String(repeating: "[", count: 200) + String(repeating: "]", count: 200))
    }
    #expect(error?.message.contains("nested deeper") == true)
  }
}
