import JSON

/// A path into a token response: members and array positions with dots between them; a backslash takes a dot's meaning.
/// `|` is a dot too, and `@upstreamjwt` reads the payload of the JWT before it, which is not verified: it came over the
/// provider's TLS.
struct TokenPath: Sendable, Equatable {
  static let longest = 256

  private enum Step: Equatable {
    case member(String)
    case token
  }

  private let steps: [Step]

  /// `nil` for an empty path, one that is too long, and everything that this language lacks: wildcards, queries, other
  /// modifiers.
  init?(_ text: String) {
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

  func value(in json: JSONValue) -> JSONValue? {
    steps.reduce(json) { value, step in
      switch step {
      case .member(let name): value?[name] ?? Int(name).flatMap { value?[$0] }
      case .token: (value?.stringValue).flatMap(UpstreamTokens.claims).map(JSONValue.object)
      }
    }
  }
}
