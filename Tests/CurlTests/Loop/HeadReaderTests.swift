import Testing

@testable import Curl

@Suite struct HeadReaderTests {
  private func read(_ lines: [String]) -> (reader: HeadReader, last: HeadReader.Outcome) {
    var reader = HeadReader()
    var last = HeadReader.Outcome.more
    for line in lines { last = Array((line + "\r\n").utf8).withUnsafeBytes { reader.line($0) } }
    return (reader, last)
  }

  @Test("The head is the final response's, not an informational one's")
  func informational() {
    let (reader, last) = read([
      "HTTP/1.1 103 Early", "Link: a", "", "HTTP/1.1 404 Not Found", "X-A:  b \t", "x-a: c", "",
    ])
    #expect(last == .complete)
    #expect(reader.status == 404)
    #expect(reader.headers.values("X-A") == ["b", "c"])
    #expect(reader.headers["Link"] == nil)
  }

  @Test("Fields beyond 64 KB are refused")
  func tooLarge() {
    #expect(read(["HTTP/1.1 200 OK", "A: " + String(repeating: "x", count: 70_000)]).last == .tooLarge)
  }
}
