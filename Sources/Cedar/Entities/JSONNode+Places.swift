import JSON

extension JSONNode {
  /// Reads something from a JSON text.
  /// - Throws: a diagnostic that names the place by line and column, and by its path in the value.
  static func reading<Result>(
    _ text: String, source: String, limits: ParserLimits = ParserLimits(),
    _ body: (JSONNode) throws(NodeError) -> Result
  ) throws(Diagnostic) -> Result {
    guard text.utf8.count <= limits.bytes else {
      throw Diagnostic(.limit, "a text has at most \(limits.bytes) bytes", source: source, at: .start)
    }
    let node: JSONNode
    do throws(JSONError) {
      node = try JSONNode(reading: text)
    } catch {
      throw Diagnostic(error, source: source, in: text)
    }
    do throws(NodeError) {
      return try body(node)
    } catch {
      let path = node.path(to: error.offset)
      let message = path.isEmpty ? error.message : "\(path): \(error.message)"
      throw NodeError(error.code, message, at: error.offset).diagnostic(source: source, in: text)
    }
  }

  /// The path to what stands at an offset: `[2].attrs.owner`. Empty at the top.
  func path(to offset: Int) -> String {
    var path = ""
    var node = self
    while true {
      switch node.kind {
      case .array(let elements):
        guard let place = elements.lastIndex(where: { $0.offset <= offset }) else { return path }
        path += "[\(place)]"
        node = elements[place]
      case .object(let members):
        guard let member = members.last(where: { $0.offset <= offset }) else { return path }
        path += path.isEmpty ? member.key : ".\(member.key)"
        guard member.value.offset <= offset else { return path }
        node = member.value
      case .null, .bool, .number, .string: return path
      }
    }
  }
}
