import JSON

/// A tool as a server describes it: everything but its name and its hints is passed on as it was written.
package struct Tool: Sendable {
  package static let maximumNameBytes = 256

  package let name: String
  package let annotations: ToolAnnotations
  /// The whole object.
  package let text: [UInt8]
  /// Where the name's string stands in `text`, quotes included.
  private let nameRange: Range<Int>

  /// - Returns: `nil` for anything but an object with a name of 1 to `maximumNameBytes` printable bytes and an object
  ///   as `inputSchema`.
  package init?(reading slice: ArraySlice<UInt8>) {
    guard let members = try? JSONMembers(scanning: slice), let nameText = members["name"],
      case .string(let name)? = try? JSONValue(reading: nameText), !name.isEmpty,
      name.utf8.count <= Self.maximumNameBytes,
      !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }),
      members["inputSchema"]?.first == UInt8(ascii: "{")
    else { return nil }
    self.name = name
    annotations = ToolAnnotations(members["annotations"].flatMap { try? JSONValue(reading: $0) })
    text = Array(members.text)
    let base = members.text.startIndex
    nameRange = (nameText.startIndex - base)..<(nameText.endIndex - base)
  }

  /// The same tool under another name; nothing else changes.
  package func text(named name: String) -> [UInt8] {
    Array(text[..<nameRange.lowerBound]) + JSONValue.string(name).bytes() + text[nameRange.upperBound...]
  }
}
