import JSON

/// A selector over fields: `metadata.name=x,status.phase!=Running`.
package struct FieldSelector: Sendable, Hashable {
  struct Requirement: Sendable, Hashable {
    let path: String
    let value: String
    let isEqual: Bool
  }

  let requirements: [Requirement]

  static let everything = FieldSelector(requirements: [])

  init(requirements: [Requirement]) { self.requirements = requirements }

  /// `nil` when the text is malformed.
  init?(reading text: String) {
    var requirements: [Requirement] = []
    for part in text.split(separator: ",") {
      guard let found = Self.requirement(part) else { return nil }
      requirements.append(found)
    }
    self.requirements = requirements
  }

  /// A field that is not there counts as empty.
  func matches(_ object: JSONValue) -> Bool {
    requirements.allSatisfy { requirement in
      let found = object.value(at: requirement.path.split(separator: ".").map(String.init))?.plainText ?? ""
      return (found == requirement.value) == requirement.isEqual
    }
  }

  private static func requirement(_ part: Substring) -> Requirement? {
    for (symbol, isEqual) in [("!=", false), ("==", true), ("=", true)] {
      let sides = part.split(separator: symbol, maxSplits: 1, omittingEmptySubsequences: false)
      if sides.count == 2, !sides[0].isEmpty {
        return Requirement(path: String(sides[0]), value: String(sides[1]), isEqual: isEqual)
      }
    }
    return nil
  }
}
