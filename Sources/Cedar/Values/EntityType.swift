/// The name of a kind of entity: `User`, `Team::User`. ASCII identifiers joined by `::`.
package struct EntityType: Sendable, Hashable, CustomStringConvertible {
  package let name: CedarString

  /// - Returns: `nil` when `name` is not a normalised name: spaces, empty parts, reserved words.
  package init?(name: String) {
    let parts = Self.split(name)
    guard !parts.isEmpty, parts.allSatisfy(Identifiers.isNamePart) else { return nil }
    self.name = CedarString(name)
  }

  /// A name whose parts were checked before.
  init(checked parts: [String]) {
    name = CedarString(parts.joined(separator: "::"))
  }

  /// A name that was checked before.
  init(checked name: CedarString) { self.name = name }

  package var description: String { name.string }

  /// Whether entities of this type are actions: `Action` or `Anything::Action`.
  package var isAction: Bool { name == "Action" || name.string.utf8.suffix(8).elementsEqual("::Action".utf8) }

  /// The parts between `::`; none where a colon stands alone.
  private static func split(_ name: String) -> [String] {
    let colon = UInt8(ascii: ":")
    var parts: [[UInt8]] = [[]]
    var rest = Array(name.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == colon else {
        parts[parts.count - 1].append(byte)
        continue
      }
      guard rest.popFirst() == colon else { return [] }
      parts.append([])
    }
    return parts.map { String(decoding: $0, as: UTF8.self) }
  }
}

extension EntityType: ExpressibleByStringLiteral {
  /// For names written in source code; a malformed one is a programming error.
  package init(stringLiteral value: String) {
    guard let type = EntityType(name: value) else { preconditionFailure("\(value) is not the name of an entity type") }
    self = type
  }
}
