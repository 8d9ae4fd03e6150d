/// A text with choices: where a group does not fit its line, each line break that stands directly in it is taken.
indirect enum Layout: Sendable {
  case text(String)
  case space
  /// A space, or a line break.
  case line
  /// Nothing, or a line break.
  case softLine
  /// A line break always.
  case hardLine
  /// An empty line.
  case blankLine
  case nest(Int, Layout)
  case group(Layout)
  case sequence([Layout])
  /// Comments that have lines of their own.
  case comments([String])
  /// A comment after what stands before it on the same line.
  case trailingComment(String)

  static let nothing = Layout.sequence([])
}
