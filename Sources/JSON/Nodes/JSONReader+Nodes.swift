extension JSONReader {
  mutating func nodeDocument() throws(JSONError) -> JSONNode {
    let node = try node(depth: 0)
    skipSpace()
    guard offset == text.count else { throw error("unexpected text after the value") }
    return node
  }

  private mutating func node(depth: Int) throws(JSONError) -> JSONNode {
    skipSpace()
    let start = offset
    guard let byte = peek else { throw error("unexpected end of text") }
    switch byte {
    case UInt8(ascii: "{"): return JSONNode(.object(try memberNodes(depth: depth + 1)), offset: start)
    case UInt8(ascii: "["): return JSONNode(.array(try elementNodes(depth: depth + 1)), offset: start)
    case UInt8(ascii: "\""): return JSONNode(.string(try string()), offset: start)
    case UInt8(ascii: "t"): return JSONNode(try literal("true", .bool(true)), offset: start)
    case UInt8(ascii: "f"): return JSONNode(try literal("false", .bool(false)), offset: start)
    case UInt8(ascii: "n"): return JSONNode(try literal("null", .null), offset: start)
    case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"):
      return JSONNode(.number(try numberLiteral().text), offset: start)
    default: throw error("unexpected character")
    }
  }

  private mutating func memberNodes(depth: Int) throws(JSONError) -> [JSONNodeMember] {
    guard depth <= maximumDepth else { throw tooDeep() }
    offset += 1
    var members: [JSONNodeMember] = []
    skipSpace()
    if take("}") { return members }
    while true {
      skipSpace()
      let start = offset
      guard peek == UInt8(ascii: "\"") else { throw error("expected a member name") }
      let key = try string()
      skipSpace()
      guard take(":") else { throw error("expected ':'") }
      members.append(JSONNodeMember(key, try node(depth: depth), offset: start))
      skipSpace()
      if take(",") { continue }
      if take("}") { return members }
      throw error("expected ',' or '}'")
    }
  }

  private mutating func elementNodes(depth: Int) throws(JSONError) -> [JSONNode] {
    guard depth <= maximumDepth else { throw tooDeep() }
    offset += 1
    var elements: [JSONNode] = []
    skipSpace()
    if take("]") { return elements }
    while true {
      elements.append(try node(depth: depth))
      skipSpace()
      if take(",") { continue }
      if take("]") { return elements }
      throw error("expected ',' or ']'")
    }
  }
}

extension JSONNode {
  /// Reads one JSON text (RFC 8259), strictly but for duplicate members, which are kept.
  /// - Parameter depth: the deepest nesting of arrays and objects that is read.
  /// - Throws: `JSONError` with line and column.
  package init(reading text: String, depth: Int = 127) throws(JSONError) {
    var text = text
    let result = text.withUTF8 { bytes -> Result<JSONNode, JSONError> in
      do throws(JSONError) {
        var reader = JSONReader(bytes, depth: depth)
        return .success(try reader.nodeDocument())
      } catch {
        return .failure(error)
      }
    }
    self = try result.get()
  }
}
