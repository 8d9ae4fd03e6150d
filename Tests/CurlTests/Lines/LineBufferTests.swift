import Testing

@testable import Curl

@Suite struct LineBufferTests {
  private func feed(_ parts: [String], lineLimit: Int = 100) -> (lines: [String], isWithinLimit: Bool) {
    var buffer = LineBuffer()
    var isWithinLimit = true
    for part in parts {
      isWithinLimit = Array(part.utf8).withUnsafeBytes { buffer.append($0, lineLimit: lineLimit) } && isWithinLimit
    }
    buffer.finish()
    var lines: [String] = []
    while let line = buffer.popFirst() { lines.append(String(decoding: line, as: UTF8.self)) }
    #expect(!isWithinLimit || buffer.byteCount == 0)
    return (lines, isWithinLimit)
  }

  @Test("Lines do not depend on where the network cut the bytes")
  func cuts() {
    let text = "one\r\ntwo\n\nthree"
    for size in 1...text.utf8.count {
      var parts: [String] = []
      var rest = Array(text.utf8)[...]
      while !rest.isEmpty {
        parts.append(String(decoding: rest.prefix(size), as: UTF8.self))
        rest = rest.dropFirst(size)
      }
      #expect(feed(parts).lines == ["one", "two", "", "three"])
    }
  }

  @Test("A line over the limit is refused, whole or in pieces")
  func limit() {
    #expect(feed(["12345678\n"], lineLimit: 8).isWithinLimit)
    #expect(!feed(["123456789\n"], lineLimit: 8).isWithinLimit)
    #expect(!feed(["12345", "6789"], lineLimit: 8).isWithinLimit)
    #expect(feed(["1234\n5678\n9"], lineLimit: 8).isWithinLimit)
  }
}
