/// What a kind is called in the API and on the command line.
package struct ResourceNames: Sendable, Hashable {
  package let kind: String
  package let plural: String
  package let singular: String
  package let shortNames: [String]

  package init(kind: String, plural: String, shortNames: [String]) {
    self.kind = kind
    self.plural = plural
    self.singular = kind.lowercased()
    self.shortNames = shortNames
  }

  package var listKind: String { kind + "List" }
}
