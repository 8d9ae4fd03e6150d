import JSON
import Testing

@Suite struct JSONReadingTests {
  @Test func `whole numbers and fractions stay apart`() throws {
    #expect(try JSONValue(reading: "[1, 1.0, -0, 9223372036854775807]") == [1, .double(1.0), 0, .int(.max)])
    #expect(try JSONValue(reading: "9223372036854775808") == .double(9223372036854775808))
  }

  @Test func `escapes are decoded`() throws {
    let value = try JSONValue(reading: #""a\"\\\/\b\f\n\r\t\u00e9\ud83d\ude00""#)
    #expect(value == .string("a\"\\/\u{8}\u{c}\n\r\t\u{e9}\u{1F600}"))
  }

  @Test func `members keep their order and are found by their bytes`() throws {
    let value = try JSONValue(reading: "{\"z\":1,\"a\":2,\"\u{e9}\":3,\"e\u{301}\":4}")
    #expect(value.objectValue?.keys.count == 4)
    #expect(value.objectValue?.first?.key == "z")
    #expect(value["\u{e9}"] == 3)
    #expect(value["e\u{301}"] == 4)
  }

  @Test(arguments: [
    ("", 1, 1), ("{", 1, 2), ("[1,]", 1, 4), ("{\"a\":1,}", 1, 8), ("01", 1, 2), ("1.", 1, 3), ("tru", 1, 4),
    ("\"\u{1}\"", 1, 2), ("{\n  \"a\" 1}", 2, 7), ("1 2", 1, 3), (#""\ud800""#, 1, 8), (#""\x""#, 1, 4), ("nan", 1, 2),
  ])
  func `bad text is refused at its place`(text: String, line: Int, column: Int) {
    let error = #expect(throws: JSONError.self) { try JSONValue(reading: text) }
    #expect(error?.line == line)
    #expect(error?.column == column)
  }

  @Test func `a member that stands twice is refused`() {
    let error = #expect(throws: JSONError.self) { try JSONValue(reading: #"{"sub":"a","sub":"b"}"#) }
    #expect(error?.code == .duplicateKey)
  }

  @Test func `text that is not UTF-8 is refused`() {
    let error = #expect(throws: JSONError.self) { try JSONValue(reading: [0x22, 0xC3, 0x28, 0x22] as [UInt8]) }
    #expect(error?.code == .encoding)
  }

  @Test func `nesting is bounded`() throws {
    _ = try JSONValue(reading: String(repeating: "[", count: 256) + String(repeating: "]", count: 256))
    let error = #expect(throws: JSONError.self) { try JSONValue(reading: String(repeating: "[", count: 1_000_000)) }
    #expect(error?.code == .depth)
  }

  @Test func `what is written reads back to the same value`() throws {
    let value: JSONValue = ["a": [1, 2.5, nil, true], "b": "\u{0}\n\"\\é😀", "c": [:], "d": []]
    #expect(try JSONValue(reading: value.text()) == value)
    #expect(try JSONValue(reading: value.text(.pretty)) == value)
    #expect((["b": 1, "a": 2] as JSONValue).text(.sorted) == #"{"a":2,"b":1}"#)
  }

  @Test func `many members are found, replaced and removed`() {
    var object = JSONObject()
    for index in 0..<1000 { object["k\(index)"] = .int(index) }
    object["k5"] = nil
    object["k999"] = "last"
    #expect(object.count == 999)
    #expect(object["k5"] == nil)
    #expect(object["k6"] == 6)
    #expect(object["k999"] == "last")
  }
}
