import JSON

/// A selector over labels, in the text form of query parameters and in the object form of specs.
package struct LabelSelector: Sendable, Hashable {
  enum Requirement: Sendable, Hashable {
    case exists(String)
    case absent(String)
    case isIn(String, Set<String>)
    case notIn(String, Set<String>)
  }

  let requirements: [Requirement]

  /// Selects everything.
  static let everything = LabelSelector(requirements: [])

  init(requirements: [Requirement]) { self.requirements = requirements }

  /// Reads `app=web,tier!=db,env in (a,b),!canary`; `nil` when it is malformed.
  init?(reading text: String) {
    var requirements: [Requirement] = []
    for part in Self.parts(text) where !part.isEmpty {
      guard let requirement = Self.requirement(part) else { return nil }
      requirements.append(requirement)
    }
    self.requirements = requirements
  }

  /// Reads `{matchLabels, matchExpressions}`; an absent selector selects nothing.
  init?(object: JSONValue?) {
    guard let object, object.objectValue != nil else { return nil }
    var requirements: [Requirement] = []
    for (key, value) in object["matchLabels"]?.objectValue ?? [:] {
      requirements.append(.isIn(key, [value.stringValue ?? ""]))
    }
    for expression in object["matchExpressions"]?.arrayValue ?? [] {
      let key = expression["key"]?.stringValue ?? ""
      let values = Set((expression["values"]?.arrayValue ?? []).compactMap(\.stringValue))
      switch expression["operator"]?.stringValue {
      case "In": requirements.append(.isIn(key, values))
      case "NotIn": requirements.append(.notIn(key, values))
      case "Exists": requirements.append(.exists(key))
      case "DoesNotExist": requirements.append(.absent(key))
      default: return nil
      }
    }
    self.requirements = requirements
  }

  package func matches(_ labels: [String: String]) -> Bool {
    requirements.allSatisfy { requirement in
      switch requirement {
      case .exists(let key): labels[key] != nil
      case .absent(let key): labels[key] == nil
      case .isIn(let key, let values): labels[key].map(values.contains) ?? false
      // A label that is not there differs from every value.
      case .notIn(let key, let values): labels[key].map { !values.contains($0) } ?? true
      }
    }
  }

  /// Splits at commas outside parentheses.
  private static func parts(_ text: String) -> [String] {
    var parts = [""]
    var depth = 0
    for character in text {
      if character == "(" { depth += 1 }
      if character == ")" { depth -= 1 }
      if character == ",", depth == 0 { parts.append("") } else { parts[parts.count - 1].append(character) }
    }
    return parts.map { String($0.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed()) }
  }

  private static func requirement(_ part: String) -> Requirement? {
    if part.hasPrefix("!") { return key(part.dropFirst()).map(Requirement.absent) }
    if let open = part.firstIndex(of: "("), part.hasSuffix(")") {
      let head = part[..<open].split(separator: " ")
      let values = Set(
        part[part.index(after: open)...].dropLast().split(separator: ",").map {
          String($0.filter { $0 != " " })
        })
      guard head.count == 2, let key = key(head[0]) else { return nil }
      switch head[1] {
      case "in": return .isIn(key, values)
      case "notin": return .notIn(key, values)
      default: return nil
      }
    }
    for (symbol, isEqual) in [("!=", false), ("==", true), ("=", true)] {
      let sides = part.split(separator: symbol, maxSplits: 1, omittingEmptySubsequences: false)
      if sides.count == 2 {
        guard let key = key(sides[0]) else { return nil }
        let value = String(sides[1].filter { $0 != " " })
        return isEqual ? .isIn(key, [value]) : .notIn(key, [value])
      }
    }
    return key(Substring(part)).map(Requirement.exists)
  }

  private static func key(_ text: Substring) -> String? {
    let key = String(text.drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    let isValid = !key.isEmpty && key.allSatisfy { $0.isLetter || $0.isNumber || "-_./".contains($0) }
    return isValid ? key : nil
  }
}
