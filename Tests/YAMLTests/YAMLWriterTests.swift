import JSON
import Testing
import YAML

@Suite struct YAMLWriterTests {
  @Test(arguments: [
    ["a": 1, "b": ["x", ["y": [], "z": [:]], [["nested"], 2.5]], "c": ["d": nil, "e": true]] as JSONValue,
    ["yes": "yes", "no": "null", "number": "1.0", "octal": "0o7", "empty": "", "tilde": "~", "y": "y", "e": "1e3"],
    ["colon": "a: b", "hash": "a #b", "dash": "- a", "quote": "\"a\"", "tail": "a:", "space": " a ", "star": "*a"],
    ["text": "permit(principal,\n  action);\n", "bare": "two\nlines", "blank": "a\n\nb\n", "indented": "  a\nb"],
    ["text": "ends\n\n", "unicode": "gr\u{FC}n\nline", "control": "a\u{1}b", "tab": "a\tb\nc"],
    ["list": ["permit(\n);\n", "b"], "deep": ["k": ["m": "x\ny\n"]]],
    "scalar", [1, "2", [:]], [:],
  ])
  func `what is written reads back to the same value`(value: JSONValue) throws {
    #expect(try YAMLDocuments.read(YAMLWriter.text(value)) == [value])
  }

  @Test func `plain words stay plain and several lines become a block`() {
    let value: JSONValue = ["kind": "Deployment", "items": ["a", ["b": 1, "c": 2]], "policy": "permit(\n);\n"]
    #expect(
      YAMLWriter.text(value) == """
        kind: Deployment
        items:
        - a
        - b: 1
          c: 2
        policy: |
          permit(
          );

        """)
  }
}
