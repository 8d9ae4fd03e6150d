/// A path into a token response: members and array positions with dots between them; a backslash takes a dot's meaning.
/// `|` is a dot too, and `@upstreamjwt` reads the payload of the JWT before it, which is not verified: it came over the
/// provider's TLS.
package struct TokenPath: Sendable, Equatable {
  package static let longest = 256

  package enum Step: Sendable, Equatable {
    /// A member of an object, or a position in an array.
    case member(String)
    /// What the JWT here carries.
    case token
  }

  package let steps: [Step]

  /// `nil` for an empty path, one that is too long, and everything that this language lacks: wildcards, queries, other
  /// modifiers.
  package init?(_ text: String) {
    guard !text.isEmpty, text.utf8.count <= Self.longest else { return nil }
    var parts = [""]
    var isEscaped = false
    for character in text {
      if isEscaped {
        parts[parts.count - 1].append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "." || character == "|" {
        parts.append("")
      } else if "*?#!{[(".contains(character) {
        return nil
      } else {
        parts[parts.count - 1].append(character)
      }
    }
    guard !isEscaped, parts.allSatisfy({ !$0.isEmpty }) else { return nil }
    var steps: [Step] = []
    for part in parts {
      guard part.hasPrefix("@") else {
        steps.append(.member(part))
        continue
      }
      guard part == "@upstreamjwt" else { return nil }
      steps.append(.token)
    }
    self.steps = steps
  }
}
