extension Term {
  /// `principal.manager`, where that is how the term is written.
  var path: String? {
    switch node {
    case .variable(let variable): variable.rawValue
    case .string(let string): string.quoted
    case .entity(let uid): uid.description
    case .attribute(let subject, let name):
      subject.path.map { Identifiers.isNamePart(name.string) ? "\($0).\(name)" : "\($0)[\(name.quoted)]" }
    default: nil
    }
  }
}

extension CedarString {
  /// As the name of an attribute is written in a schema and after `has`.
  var attributeName: String { Identifiers.isNamePart(string) ? string : quoted }
}
