/// A name as a schema writes it: `User`, `App::User`, `__cedar::Long`. What it refers to is found by resolution.
package struct SchemaName: Sendable, Hashable {
  /// The identifiers, joined by `::`.
  package let text: String
  package let origin: SchemaOrigin

  /// The namespace of the built-in types, closed to declarations.
  package static let builtin = "__cedar"

  init(_ text: String, _ origin: SchemaOrigin = SchemaOrigin()) {
    self.text = text
    self.origin = origin
  }

  /// - Returns: `nil` unless `text` is normalised: identifiers and `::` alone. Unlike an entity type it may hold
  ///   `__cedar`.
  init?(normalised text: String, _ origin: SchemaOrigin) {
    let parts = Self.parts(text)
    guard !parts.isEmpty, parts.allSatisfy(Identifiers.isSchemaName) else { return nil }
    self.init(text, origin)
  }

  package var isQualified: Bool { text.utf8.contains(UInt8(ascii: ":")) }

  /// The last identifier.
  package var base: String { Self.parts(text).last ?? text }

  /// Whether it lies in the namespace that only the language may declare in.
  package var isBuiltin: Bool { Self.parts(text).contains(Self.builtin) }

  /// This name in `namespace`, unless it says its own.
  package func qualified(with namespace: SchemaName?) -> SchemaName {
    guard let namespace, !isQualified else { return self }
    return SchemaName("\(namespace.text)::\(text)", origin)
  }

  /// The parts between `::`; none where a colon stands alone.
  private static func parts(_ text: String) -> [String] {
    let bytes = Array(text.utf8)
    var parts: [String] = []
    var start = 0
    var place = 0
    while place < bytes.count {
      if bytes[place] != UInt8(ascii: ":") {
        place += 1
        continue
      }
      guard place + 1 < bytes.count, bytes[place + 1] == UInt8(ascii: ":") else { return [] }
      parts.append(String(decoding: bytes[start..<place], as: UTF8.self))
      place += 2
      start = place
    }
    return parts + [String(decoding: bytes[start...], as: UTF8.self)]
  }
}

extension SchemaName: CustomStringConvertible {
  package var description: String { text }
}

extension Identifiers {
  /// Whether `word` may stand unquoted in a schema. `__cedar` may: it names the built-in types.
  static func isSchemaName(_ word: String) -> Bool { isIdentifier(word) && (!isReserved(word) || word == "__cedar") }
}
