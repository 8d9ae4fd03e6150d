import Testing

@testable import JSON

@Suite struct JSONMembersTests {
  private func text(_ slice: ArraySlice<UInt8>?) -> String? { slice.map { String(decoding: $0, as: UTF8.self) } }

  @Test("Members are the very bytes of the text") func bytes() throws {
    let members = try JSONMembers(scanning: Array(#" {"id" : 1.50, "params":{"a": [1,  2]},"s":"\u0041"} "#.utf8))
    #expect(members.members.map(\.name) == ["id", "params", "s"])
    #expect(text(members["id"]) == "1.50")
    #expect(text(members["params"]) == #"{"a": [1,  2]}"#)
    #expect(text(members["s"]) == #""\u0041""#)
    #expect(text(members.text)?.first == "{")
    #expect(text(members.text)?.last == "}")
    #expect(members["none"] == nil)
  }

  @Test("A slice keeps the indices of the text it was cut from") func indices() throws {
    let whole = Array(#"{"params":{"name":"x"}}"#.utf8)
    let params = try #require(try JSONMembers(scanning: whole)["params"])
    let name = try #require(try JSONMembers(scanning: params)["name"])
    #expect(text(whole[name.startIndex..<name.endIndex]) == #""x""#)
  }

  @Test("A name written with an escape is the same name") func escapedName() throws {
    #expect(text(try JSONMembers(scanning: Array(#"{"n\u0061me":1}"#.utf8))["name"]) == "1")
    #expect(throws: JSONError.self) { try JSONMembers(scanning: Array(#"{"n\u0061me":1,"name":2}"#.utf8)) }
  }

  @Test(
    "Anything but one well-formed object is refused",
    arguments: [
      "", "[]", "{} {}", "{", #"{"a"}"#, #"{"a":}"#, #"{"a":1,}"#, #"{"a":01}"#, #"{"a":1.}"#, #"{"a":+1}"#,
      #"{"a":tru}"#,
      #"{"a":"\x"}"#, #"{"a":"\ud800"}"#, #"{"a":"\udc00\ud800"}"#, "{\"a\":\"\u{1}\"}", #"{"a":[1 2]}"#,
      #"{"a":1,"a":2}"#,
    ])
  func refused(_ text: String) {
    #expect(throws: JSONError.self) { try JSONMembers(scanning: Array(text.utf8)) }
  }

  @Test("A name that stands twice is refused however many members there are", arguments: [1, 15, 16, 17, 40])
  func duplicates(_ count: Int) throws {
    let members = (0..<count).map { "\"m\($0)\":0" }
    #expect(try JSONMembers(scanning: Array("{\(members.joined(separator: ","))}".utf8)).members.count == count)
    for name in ["m0", "m\(count - 1)"] {
      let text = "{\((members + ["\"\(name)\":0"]).joined(separator: ","))}"
      #expect { try JSONMembers(scanning: Array(text.utf8)) } throws: { ($0 as? JSONError)?.code == .duplicateKey }
    }
  }

  @Test("Depth is bounded") func depth() {
    let deep = #"{"a":"# + String(repeating: "[", count: 300) + String(repeating: "]", count: 300) + "}"
    #expect { try JSONMembers(scanning: Array(deep.utf8)) } throws: { ($0 as? JSONError)?.code == .depth }
  }

  @Test("Elements are slices, and bounded") func elements() throws {
    let array = Array(#"[1, {"a":[2]} ,"x"]"#.utf8)
    #expect(try JSONElements(scanning: array[...]).elements.map { text($0) } == ["1", #"{"a":[2]}"#, #""x""#])
    #expect(try JSONElements(scanning: Array("[ ]".utf8)[...]).elements.isEmpty)
    #expect { try JSONElements(scanning: array[...], limit: 2) } throws: { ($0 as? JSONError)?.code == .tooLarge }
    #expect(throws: JSONError.self) { try JSONElements(scanning: Array("{}".utf8)[...]) }
  }
}
