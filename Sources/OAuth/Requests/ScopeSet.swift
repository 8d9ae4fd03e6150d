import JSON

/// Scopes (RFC 6749 section 3.3), each once, in the order they came.
package struct ScopeSet: Sendable, Hashable {
  package static let maximumScopes = 100

  package let names: [String]

  package init(_ names: some Sequence<String> = []) {
    var unique: [String] = []
    for name in names where !unique.contains(name) { unique.append(name) }
    self.names = unique
  }

  /// Splits at white space; several in a row and at the ends count as one. `nil` for a scope with characters that none may
  /// have, or for more than `maximumScopes`.
  package init?(parsing text: String) {
    guard text.utf8.count <= 8192 else { return nil }
    self.init(text.split { $0 == " " || $0 == "\t" }.map(String.init))
    guard isWellFormed else { return nil }
  }

  /// Reads a text or an array of texts, as registrations have them.
  package init?(reading json: JSONValue) {
    switch json {
    case .string(let text): self.init(parsing: text)
    case .array:
      guard let names = json.stringsValue, names.count <= Self.maximumScopes else { return nil }
      self.init(names)
      guard isWellFormed else { return nil }
    default: return nil
    }
  }

  package var text: String { names.joined(separator: " ") }
  package var isEmpty: Bool { names.isEmpty }
  package func contains(_ name: String) -> Bool { names.contains(name) }

  /// These, then those of `other` that are missing.
  package func union(_ other: ScopeSet) -> ScopeSet { ScopeSet(names + other.names) }
  package func intersection(_ other: ScopeSet) -> ScopeSet { ScopeSet(names.filter(other.contains)) }
  package func subtracting(_ other: ScopeSet) -> ScopeSet { ScopeSet(names.filter { !other.contains($0) }) }

  private var isWellFormed: Bool {
    names.count <= Self.maximumScopes
      && names.allSatisfy { name in
        !name.isEmpty && name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x22 && $0 != 0x5C }
      }
  }
}
