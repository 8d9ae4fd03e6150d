/// Text that strangers chose, on a page.
enum HTMLText {
  /// A name that a stranger chose, fit to be shown: without control characters and marks that turn the direction of
  /// text, white space collapsed, and not longer than 80 characters.
  static func display(_ name: String) -> String {
    let scalars = name.unicodeScalars.map { scalar -> Character in
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned: " "
      default: Character(scalar)
      }
    }
    let text = String(scalars).split(separator: " ").joined(separator: " ")
    return text.count > 80 ? text.prefix(79) + "…" : text
  }
}
