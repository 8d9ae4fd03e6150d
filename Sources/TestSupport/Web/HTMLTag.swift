/// A tag of a page: its name in lower case, with `/` before that of an end tag, and its attributes.
struct HTMLTag {
  let name: String
  private(set) var attributes: [String: String] = [:]

  /// The tags of a page in order; comments and what is no tag are passed over.
  static func all(in page: String) -> [HTMLTag] {
    var tags: [HTMLTag] = []
    var rest = Substring(page)
    while let start = rest.firstIndex(of: "<") {
      rest = rest[rest.index(after: start)...]
      if rest.hasPrefix("!--") {
        rest = rest.firstRange(of: "-->").map { rest[$0.upperBound...] } ?? ""
      }
      guard let first = rest.first, first.isLetter || first == "/" else { continue }
      tags.append(HTMLTag(reading: &rest))
    }
    return tags
  }

  private init(reading rest: inout Substring) {
    name = Self.word(&rest, until: { $0.isWhitespace || $0 == ">" }).lowercased()
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "/" }
      guard let next = rest.first, next != ">" else { break }
      let key = Self.word(&rest, until: { $0.isWhitespace || $0 == "=" || $0 == ">" || $0 == "/" }).lowercased()
      rest = rest.drop(while: \.isWhitespace)
      var value = ""
      if rest.first == "=" {
        rest = rest.dropFirst().drop(while: \.isWhitespace)
        if let quote = rest.first, quote == "\"" || quote == "'" {
          rest = rest.dropFirst()
          value = Self.word(&rest, until: { $0 == quote })
          rest = rest.dropFirst()
        } else {
          value = Self.word(&rest, until: { $0.isWhitespace || $0 == ">" })
        }
      } else if key.isEmpty {
        rest = rest.dropFirst()
      }
      attributes[key] = HTMLText.unescape(value)
    }
    rest = rest.dropFirst()
  }

  private static func word(_ rest: inout Substring, until isEnd: (Character) -> Bool) -> String {
    let word = rest.prefix { !isEnd($0) }
    rest = rest[word.endIndex...]
    return String(word)
  }
}
