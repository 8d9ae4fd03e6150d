/// Finds where the parts of one JSON value stand without looking into them: whatever the nesting, on a stack of constant
/// depth. It checks only what it needs to find its way; the parts are read by a real reader.
struct JSONSpans {
  private let text: ArraySlice<UInt8>
  private var index: Int

  private init(_ text: ArraySlice<UInt8>) {
    self.text = text
    index = text.startIndex
  }

  /// The members of an object; names with escapes are left as they stand.
  /// - Returns: `nil` where the text is no complete object.
  static func members(_ text: ArraySlice<UInt8>) -> [(name: String, value: ArraySlice<UInt8>)]? {
    var spans = JSONSpans(text)
    var members: [(name: String, value: ArraySlice<UInt8>)] = []
    let isWhole = spans.list("{", "}") { spans in
      guard let name = spans.value(), name.first == UInt8(ascii: "\""), spans.take(":"), let value = spans.value()
      else { return false }
      members.append((String(decoding: name.dropFirst().dropLast(), as: UTF8.self), value))
      return true
    }
    return isWhole ? members : nil
  }

  /// The elements of an array.
  /// - Returns: `nil` where the text is no complete array.
  static func elements(_ text: ArraySlice<UInt8>) -> [ArraySlice<UInt8>]? {
    var spans = JSONSpans(text)
    var elements: [ArraySlice<UInt8>] = []
    let isWhole = spans.list("[", "]") { spans in
      guard let value = spans.value() else { return false }
      elements.append(value)
      return true
    }
    return isWhole ? elements : nil
  }

  private mutating func list(
    _ open: Unicode.Scalar, _ close: Unicode.Scalar, _ part: (inout JSONSpans) -> Bool
  ) -> Bool {
    guard take(open) else { return false }
    if take(close) { return true }
    repeat {
      guard part(&self) else { return false }
    } while take(",")
    return take(close)
  }

  private mutating func value() -> ArraySlice<UInt8>? {
    skipSpace()
    let start = index
    var depth = 0
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "\""): guard skipString() else { return nil }
      case UInt8(ascii: "{"), UInt8(ascii: "["):
        depth += 1
        index += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        // The end of what the value stands in.
        guard depth > 0 else { return index > start ? text[start..<index] : nil }
        depth -= 1
        index += 1
      case UInt8(ascii: ",") where depth == 0, UInt8(ascii: ":") where depth == 0:
        return index > start ? text[start..<index] : nil
      default:
        index += 1
        continue
      }
      if depth == 0 { return text[start..<index] }
    }
    return nil
  }

  private mutating func skipString() -> Bool {
    index += 1
    while index < text.endIndex {
      switch text[index] {
      case UInt8(ascii: "\\"): index += 2
      case UInt8(ascii: "\""):
        index += 1
        return true
      default: index += 1
      }
    }
    return false
  }

  private mutating func skipSpace() {
    while index < text.endIndex {
      switch text[index] {
      case 0x20, 0x09, 0x0A, 0x0D: index += 1
      default: return
      }
    }
  }

  private mutating func take(_ scalar: Unicode.Scalar) -> Bool {
    skipSpace()
    guard index < text.endIndex, text[index] == UInt8(ascii: scalar) else { return false }
    index += 1
    return true
  }
}
