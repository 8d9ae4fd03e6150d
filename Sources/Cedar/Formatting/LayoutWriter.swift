/// Writes a layout within a width, breaking the outermost groups first.
struct LayoutWriter {
  /// What is still to be written, the next one last.
  private struct Item {
    let layout: Layout
    let indentation: Int
    let isFlat: Bool
  }

  private let width: Int
  private var output = ""
  private var column = 0
  /// The line has ended, and nothing stands on the next one yet.
  private var isAtLineStart = true
  private var indentation = 0
  /// A comment stands at the end of the line: whatever comes next comes on another.
  private var mustBreak = false
  private var pending: [Item] = []

  private init(width: Int) { self.width = width }

  static func text(_ layout: Layout, width: Int) -> String {
    var writer = LayoutWriter(width: width)
    writer.pending = [Item(layout: layout, indentation: 0, isFlat: false)]
    while let item = writer.pending.popLast() { writer.write(item) }
    return writer.output
  }

  private mutating func write(_ item: Item) {
    func push(_ layout: Layout, _ further: Int = 0, isFlat: Bool? = nil) {
      pending.append(
        Item(layout: layout, indentation: item.indentation + further, isFlat: isFlat ?? item.isFlat))
    }
    switch item.layout {
    case .text(let text): put(text, item.indentation)
    case .comment(let text):
      put(text, item.indentation)
      mustBreak = true
    case .line where item.isFlat && !mustBreak: put(" ", item.indentation)
    case .softLine where item.isFlat && !mustBreak: break
    case .line, .softLine, .hardLine: newline(item.indentation)
    case .sequence(let parts): for part in parts.reversed() { push(part) }
    case .nested(let further, let inner): push(inner, further)
    case .group(let inner):
      push(inner, isFlat: item.isFlat || fits(Item(layout: inner, indentation: item.indentation, isFlat: true)))
    }
  }

  private mutating func put(_ text: String, _ indentation: Int) {
    if mustBreak { newline(indentation) }
    var text = text[...]
    if isAtLineStart {
      text = text.drop { $0 == " " }
      if text.isEmpty { return }
      output += String(repeating: " ", count: self.indentation)
      column = self.indentation
      isAtLineStart = false
    }
    output += text
    column += text.unicodeScalars.count
  }

  private mutating func newline(_ indentation: Int) {
    mustBreak = false
    // After a line of its own, as a comment is, the next one has begun.
    if !isAtLineStart { output += "\n" }
    isAtLineStart = true
    self.indentation = indentation
    column = 0
  }

  /// Whether a group fits on the rest of the line, with what follows it up to the next place to break. A comment that is
  /// the last of it may stick out.
  private func fits(_ group: Item) -> Bool {
    var left = width - (isAtLineStart ? group.indentation : column)
    var ahead = [group]
    var following = pending.count
    var hasComment = false
    while left >= 0 {
      if ahead.isEmpty {
        guard following > 0, !hasComment else { return true }
        following -= 1
        ahead.append(pending[following])
      }
      let item = ahead.removeLast()
      switch item.layout {
      case .text(let text):
        if hasComment { return false }
        left -= text.unicodeScalars.count
      case .comment: hasComment = true
      case .line where item.isFlat: left -= 1
      case .softLine where item.isFlat: break
      case .hardLine: return !item.isFlat
      case .line, .softLine: return true
      case .sequence(let parts):
        for part in parts.reversed() {
          ahead.append(Item(layout: part, indentation: item.indentation, isFlat: item.isFlat))
        }
      case .nested(_, let inner), .group(let inner):
        ahead.append(Item(layout: inner, indentation: item.indentation, isFlat: item.isFlat))
      }
    }
    return false
  }
}
