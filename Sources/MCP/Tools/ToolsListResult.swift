import JSON

/// One page of a server's answer to `tools/list`.
package struct ToolsListResult: Sendable {
  package let tools: [Tool]
  /// How many entries were not tools.
  package let refusedCount: Int
  package let nextCursor: String?

  /// - Parameter limit: how many tools one page may hold.
  /// - Returns: `nil` for anything but an object with an array of at most `limit` tools.
  package init?(reading text: ArraySlice<UInt8>, limit: Int = 10_000) {
    guard let members = try? JSONMembers(scanning: text), let list = members["tools"],
      let elements = try? JSONElements(scanning: list, limit: limit).elements
    else { return nil }
    tools = elements.compactMap(Tool.init)
    refusedCount = elements.count - tools.count
    let cursor = members["nextCursor"].flatMap { try? JSONValue(reading: $0) }?.stringValue
    guard cursor?.utf8.count ?? 0 <= 8192 else { return nil }
    nextCursor = cursor
  }

  /// The result's text for tools that are already text.
  /// - Parameter meta: the result's `_meta`.
  package static func text(tools: [[UInt8]], meta: JSONValue? = nil) -> [UInt8] {
    var bytes = Array(#"{"tools":["#.utf8)
    bytes.reserveCapacity(tools.reduce(256) { $0 + $1.count + 1 })
    for (index, tool) in tools.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      bytes += tool
    }
    bytes.append(UInt8(ascii: "]"))
    if let meta { bytes += Array(#","_meta":"#.utf8) + meta.bytes() }
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }
}
