import JSON
import Testing

@testable import Kubernetes

@Suite struct JSONSpansTests {
  private func members(_ text: String) -> [String]? {
    JSONSpans.members(Array(text.utf8)[...])?.map { $0.name + "=" + String(decoding: $0.value, as: UTF8.self) }
  }

  private func elements(_ text: String) -> [String]? {
    JSONSpans.elements(Array(text.utf8)[...])?.map { String(decoding: $0, as: UTF8.self) }
  }

  @Test func `parts are found without looking into them`() {
    #expect(
      members(#" { "a" : 1 , "b":{"c":["]}\"",{}]}, "d\"e":"x,y", "f":null,"g":[]} "#)
        == ["a=1 ", #"b={"c":["]}\"",{}]}"#, #"d\"e="x,y""#, "f=null", "g=[]"])
    #expect(elements(#"[ 1,"a]",[[2]] ,{"b":[3]}]"#) == ["1", #""a]""#, "[[2]]", #"{"b":[3]}"#])
    #expect(members("{}") == [] && elements(" [ ] ") == [])
  }

  @Test(arguments: [
    "", "{", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":{}", "{\"a\":\"", "{\"a\":1,}", "{a:1}", "[1}", "[", "[1", "[1,",
    "[[1]", "{\"a\":\"\\", "1", "null",
  ])
  func `what is not whole is no list and no object`(text: String) {
    #expect(members(text) == nil && elements(text) == nil)
  }

  @Test func `every cut of an object is noticed`() {
    let text = #"{"type":"ADDED","object":{"metadata":{"name":"a\"}","l":[1,{"b":null}]}}}"#
    #expect(members(text) != nil)
    for length in 0..<text.utf8.count { #expect(members(String(text.prefix(length))) == nil) }
  }

  @Test func `nesting costs no stack`() {
    let deep = String(repeating: "[", count: 1_000_000) + String(repeating: "]", count: 1_000_000)
    #expect(elements("[\(deep)]")?.count == 1)
  }
}
