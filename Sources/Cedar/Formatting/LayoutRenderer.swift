/// Chooses the line breaks of a layout so that lines keep within a width where they can: a group is written on one line if
/// it fits with what follows up to the next possible break, as in Oppen's and Wadler's pretty printers.
struct LayoutRenderer {
  private struct Command {
    let indent: Int
    let isFlat: Bool
    let layout: Layout
  }

  private let width: Int
  private var commands: [Command]
  private var column = 0
  private var text = ""
  /// The indentation that the next word gets, at the beginning of a line.
  private var lineIndent: Int? = 0
  /// A space that is written before the next word, unless that begins a line.
  private var openSpace = false
  /// A comment after which the line has to end.
  private var openComment = false

  private init(_ layout: Layout, width: Int) {
    self.width = width
    commands = [Command(indent: 0, isFlat: false, layout: layout)]
  }

  static func render(_ layout: Layout, width: Int) -> String {
    var renderer = LayoutRenderer(layout, width: width)
    while let command = renderer.commands.popLast() { renderer.run(command) }
    return renderer.text
  }

  private mutating func run(_ command: Command) {
    switch command.layout {
    case .text(let word): write(word, indent: command.indent)
    case .space: openSpace = true
    case .line:
      if command.isFlat, !openComment { openSpace = true } else { newLine(command.indent) }
    case .softLine:
      if !command.isFlat || openComment { newLine(command.indent) }
    case .hardLine: newLine(command.indent)
    case .blankLine:
      newLine(command.indent)
      if !text.isEmpty, !text.utf8.suffix(2).elementsEqual("\n\n".utf8) { text += "\n" }
    case .nest(let indent, let inner):
      // Deep nesting stops moving to the right, so that a text grows by a bounded factor.
      let indent = min(command.indent + indent, width * 3 / 4)
      commands.append(Command(indent: indent, isFlat: command.isFlat, layout: inner))
    case .group(let inner):
      let isFlat = command.isFlat || fits(inner, indent: command.indent)
      commands.append(Command(indent: command.indent, isFlat: isFlat, layout: inner))
    case .sequence(let parts):
      for part in parts.reversed() {
        commands.append(Command(indent: command.indent, isFlat: command.isFlat, layout: part))
      }
    case .comments(let comments):
      for comment in comments {
        newLine(command.indent)
        write(comment, indent: command.indent)
      }
      openComment = true
    case .trailingComment(let comment):
      openSpace = true
      write(comment, indent: command.indent)
      openComment = true
    }
  }

  private mutating func write(_ word: String, indent: Int) {
    if openComment { newLine(indent) }
    if let indent = lineIndent {
      text += String(repeating: " ", count: indent)
      column = indent
      lineIndent = nil
    } else if openSpace {
      text += " "
      column += 1
    }
    openSpace = false
    text += word
    let lastLine = word.utf8.lastIndex(of: UInt8(ascii: "\n"))
    column = lastLine.map { word[$0...].unicodeScalars.count - 1 } ?? column + word.unicodeScalars.count
  }

  /// Begins a line, unless nothing stands on this one yet.
  private mutating func newLine(_ indent: Int) {
    openComment = false
    openSpace = false
    if lineIndent == nil { text += "\n" }
    lineIndent = indent
  }

  /// Whether a group fits the rest of the line. A comment ends the line: one before the group's first word does not count,
  /// and after one nothing of the group may come.
  private func fits(_ group: Layout, indent: Int) -> Bool {
    var column = openComment ? indent : lineIndent ?? column + (openSpace ? 1 : 0)
    var isInGroup = true
    var hasBegun = false
    var mustEnd = false
    var below = commands.count
    var rest = [group]
    while true {
      guard let layout = rest.popLast() else {
        guard below > 0, !mustEnd else { return true }
        below -= 1
        isInGroup = commands[below].isFlat && isInGroup
        rest.append(commands[below].layout)
        continue
      }
      switch layout {
      case .text(let word):
        guard !mustEnd else { return false }
        hasBegun = true
        column += word.unicodeScalars.count
        guard column <= width else { return false }
      case .space: column += 1
      case .line, .softLine:
        guard isInGroup else { return true }
        guard !mustEnd else { return false }
        if case .line = layout { column += 1 }
      case .hardLine, .blankLine: return !isInGroup
      case .nest(_, let inner), .group(let inner): rest.append(inner)
      case .sequence(let parts): rest.append(contentsOf: parts.reversed())
      case .comments:
        guard isInGroup else { return true }
        guard !hasBegun else { return false }
        column = indent
      case .trailingComment:
        guard isInGroup else { return true }
        mustEnd = true
      }
    }
  }
}
