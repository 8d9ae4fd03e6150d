/// Something that a schema shows to be wrong, or likely not to be meant, in one policy.
package struct ValidationFinding: Sendable, Hashable {
  package enum Kind: String, Sendable, CaseIterable {
    /// The schema declares no such type of entities.
    case unknownEntityType
    /// The schema declares no such action.
    case unknownAction
    /// The type's identifiers are listed, and this is none of them.
    case unknownEnumerationMember
    /// The scope allows no action together with a principal and a resource that it applies to.
    case noApplicableAction
    /// Another type is needed here.
    case unexpectedType
    /// Types that strict mode does not mix: in a set, in the branches of `if`, in `==` and `contains`.
    case incompatibleTypes
    case attributeNotFound
    /// An optional attribute is read and nothing makes sure that it is there.
    case unsafeAttributeAccess
    /// A tag is read and nothing makes sure that it is there.
    case unsafeTagAccess
    case noTagsAllowed
    case wrongArgumentCount
    /// The argument of an extension type's constructor cannot be read.
    case invalidArgument
    case nonLiteralArgument
    /// `[]` has no type.
    case emptySet
    /// The policy is false for every request.
    case impossiblePolicy
    case bidirectionalText
    case mixedScripts
    /// An identifier holds a character that does not belong in identifiers.
    case confusableIdentifier

    /// Warnings leave a policy valid.
    package var severity: Diagnostic.Severity {
      switch self {
      case .impossiblePolicy, .bidirectionalText, .mixedScripts, .confusableIdentifier: .warning
      default: .error
      }
    }
  }

  package let policyID: String
  package let kind: Kind
  /// What was expected and what was found; cut where it quotes long names.
  package let message: String
  /// What may help.
  package let help: String?
  /// The name of the text that the policy was read from.
  package let source: String
  package let range: SourceRange
  /// A kind of request for which it holds; `nil` where it does not depend on the request.
  package let environment: RequestEnvironment?
  /// How many kinds of request there are besides for which it holds too.
  package let otherEnvironments: Int

  package init(
    policyID: String, kind: Kind, message: String, help: String? = nil, source: String, range: SourceRange,
    environment: RequestEnvironment? = nil, otherEnvironments: Int = 0
  ) {
    self.policyID = policyID
    self.kind = kind
    self.message = Self.cut(message)
    self.help = help.map(Self.cut)
    self.source = source
    self.range = range
    self.environment = environment
    self.otherEnvironments = otherEnvironments
  }
}

extension ValidationFinding {
  static let textLimit = 1024

  private static func cut(_ text: String) -> String {
    guard text.utf8.count > textLimit else { return text }
    return String(String.UnicodeScalarView(text.unicodeScalars.prefix(textLimit - 8))) + "…"
  }

  /// The finding as what is reported of texts.
  package var diagnostic: Diagnostic {
    var text = message
    if let environment {
      let others = otherEnvironments
      text += ", when \(Self.cut(environment.description))"
      if others > 0 { text += ", and in \(others) other case\(others == 1 ? "" : "s")" }
    }
    if let help { text += "; \(help)" }
    return Diagnostic(.meaning, text, source: source, at: range.start, severity: kind.severity)
  }
}
