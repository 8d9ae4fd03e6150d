/// A text with places at which it may be broken into lines (Wadler, "A prettier printer").
indirect enum Layout: Sendable {
  case text(String)
  /// A space, or a line's end where its group is broken.
  case line
  /// Nothing, or a line's end where its group is broken.
  case softLine
  case hardLine
  /// Text with which its line ends.
  case comment(String)
  case sequence([Layout])
  /// What is indented further by so many columns.
  case nested(Int, Layout)
  /// On one line if it fits, else broken at all of its own places.
  case group(Layout)

  static let empty = Layout.sequence([])
}

extension Layout: ExpressibleByStringLiteral, ExpressibleByArrayLiteral {
  init(stringLiteral text: String) { self = .text(text) }
  init(arrayLiteral parts: Layout...) { self = .sequence(parts) }
}
