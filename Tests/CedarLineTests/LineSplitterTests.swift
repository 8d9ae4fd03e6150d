import Testing

@testable import CedarLine

@Suite struct LineSplitterTests {
  func lines(_ pieces: [String], limit: Int = 4) -> [LineSplitter.Line] {
    var splitter = LineSplitter(limit: limit)
    return pieces.flatMap { splitter.append(Array($0.utf8)) } + [splitter.end()].compactMap(\.self)
  }

  func line(_ text: String) -> LineSplitter.Line { .bytes(Array(text.utf8)) }

  @Test func `lines end with a line feed or with the stream`() {
    #expect(lines(["a\nbc\n"]) == [line("a"), line("bc")])
    #expect(lines(["a\n\nb"]) == [line("a"), line(""), line("b")])
    #expect(lines([]) == [])
  }

  @Test func `a line may come in pieces`() {
    #expect(lines(["a", "b", "\nc", "d\n"]) == [line("ab"), line("cd")])
  }

  @Test func `what is longer than the bound is passed over, and the next line is read`() {
    #expect(lines(["abcd\nabcde\nx\n"]) == [line("abcd"), .tooLong, line("x")])
    #expect(lines(["abc", "de", "fgh", "\nx\n", "abcde"]) == [.tooLong, line("x"), .tooLong])
  }
}
