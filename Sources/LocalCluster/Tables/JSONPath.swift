import JSON

/// The part of JSONPath that printer columns use: `.a.b`, `['a.b']`, `[0]`, `[*]`, `[?(@.type=="Ready")]`, with `\.` for a
/// dot inside a name.
struct JSONPath: Sendable, Hashable {
  enum Step: Sendable, Hashable {
    case member(String)
    case index(Int)
    case all
    /// The elements whose member at a path equals a string.
    case filter(path: [String], equals: String)
  }

  let steps: [Step]

  init(members: [String]) { steps = members.map(Step.member) }

  /// `nil` for an expression outside the supported part. Braces around the expression are allowed.
  init?(_ text: String) {
    var rest = Substring(text)
    if rest.first == "{", rest.last == "}" { rest = rest.dropFirst().dropLast() }
    if rest.first == "$" { rest = rest.dropFirst() }
    var steps: [Step] = []
    while let first = rest.first {
      if first == "." {
        rest = rest.dropFirst()
        if rest.first == "[" { continue }
        guard let name = Self.name(&rest) else { return nil }
        steps.append(name == "*" ? .all : .member(name))
      } else if first == "[" {
        guard let close = Self.closing(rest), let step = Self.bracket(rest[rest.index(after: rest.startIndex)..<close])
        else { return nil }
        steps.append(step)
        rest = rest[rest.index(after: close)...]
      } else {
        return nil
      }
    }
    guard !steps.isEmpty else { return nil }
    self.steps = steps
  }

  /// Every value that the path leads to.
  func values(in root: JSONValue) -> [JSONValue] {
    steps.reduce([root]) { values, step in
      values.flatMap { value -> [JSONValue] in
        switch step {
        case .member(let name): value[name].map { [$0] } ?? []
        case .index(let index): value[index < 0 ? (value.arrayValue?.count ?? 0) + index : index].map { [$0] } ?? []
        case .all: value.arrayValue ?? value.objectValue?.values ?? []
        case .filter(let path, let expected):
          (value.arrayValue ?? []).filter {
            path.reduce(Optional($0)) { $0?[$1] }?.plainText == expected
          }
        }
      }
    }
  }

  private static func name(_ rest: inout Substring) -> String? {
    var name = ""
    while let next = rest.first, next != ".", next != "[" {
      rest = rest.dropFirst()
      if next == "\\" {
        guard let escaped = rest.popFirst() else { return nil }
        name.append(escaped)
      } else {
        name.append(next)
      }
    }
    return name.isEmpty ? nil : name
  }

  /// The index of the bracket that closes the one at the start, quotes respected.
  private static func closing(_ text: Substring) -> Substring.Index? {
    var quote: Character?
    for index in text.indices {
      let next = text[index]
      if let open = quote {
        if next == open { quote = nil }
      } else if next == "'" || next == "\"" {
        quote = next
      } else if next == "]" {
        return index
      }
    }
    return nil
  }

  private static func bracket(_ inside: Substring) -> Step? {
    if inside == "*" { return .all }
    if let index = Int(inside) { return .index(index) }
    if let name = unquoted(inside) { return .member(name) }
    guard inside.hasPrefix("?("), inside.hasSuffix(")") else { return nil }
    let sides = inside.dropFirst(2).dropLast().split(separator: "==", maxSplits: 1)
    guard sides.count == 2, let expected = unquoted(trimmed(sides[1])) else { return nil }
    let left = trimmed(sides[0])
    guard left.hasPrefix("@."), let path = JSONPath(String(left.dropFirst())) else { return nil }
    let names = path.steps.compactMap { if case .member(let name) = $0 { name } else { nil } }
    return names.count == path.steps.count ? .filter(path: names, equals: expected) : nil
  }

  private static func trimmed(_ text: Substring) -> Substring {
    var text = text
    while text.first == " " { text = text.dropFirst() }
    while text.last == " " { text = text.dropLast() }
    return text
  }

  private static func unquoted(_ text: Substring) -> String? {
    guard text.count >= 2, let quote = text.first, quote == "'" || quote == "\"", text.last == quote else { return nil }
    return String(text.dropFirst().dropLast())
  }
}
