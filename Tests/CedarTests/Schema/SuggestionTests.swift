import Testing

@testable import Cedar

@Suite struct SuggestionTests {
  static let known = ["User", "Team", "App::Photo", "readOnly", "String", "ipaddr"]

  @Test(arguments: [
    ("Usr", "User"), ("user", "User"), ("Usre", "User"), ("STRING", "String"), ("Photo", "App::Photo"),
    ("readonyl", "readOnly"), ("ipadr", "ipaddr"), ("Group", nil), ("", nil), ("User", nil),
    (String(repeating: "x", count: 10_000), nil),
  ])
  func closest(name: String, expected: String?) {
    #expect(Suggestion.closest(to: name, among: Self.known) == expected)
  }

  @Test func tiesAreBrokenByBytes() {
    #expect(Suggestion.closest(to: "cat", among: ["cut", "bat", "cot"]) == "bat")
    #expect(Suggestion.hint(for: "cat", among: ["cut"]) == "; did you mean `cut`?")
    #expect(Suggestion.hint(for: "cat", among: ["dog"]).isEmpty)
  }

  @Test(arguments: [("", "", 0), ("abc", "abc", 0), ("abc", "acb", 1), ("abcd", "bcde", 2), ("abc", "xyz", 3)])
  func edits(left: String, right: String, count: Int) {
    #expect(Suggestion.edits(Array(left.utf8), Array(right.utf8), limit: 5) == count)
  }
}
