/// Why a condition has its status: a constant that programs may rely on, with a sentence for people.
package struct ConditionReason: Sendable, Hashable {
  /// The condition's type.
  package let type: String
  package let name: String
  /// One sentence.
  package let documentation: String

  init(_ type: String, _ name: String, _ documentation: String) {
    self.type = type
    self.name = name
    self.documentation = documentation
  }
}
