import CYAML
import JSON

/// Turns the node graph of one libyaml document into a value.
struct YAMLNodeReader {
  private static let maximumDepth = 100
  private static let maximumNodes = 1_000_000

  let document: UnsafeMutablePointer<yaml_document_t>
  private var nodes = 0

  init(document: UnsafeMutablePointer<yaml_document_t>) { self.document = document }

  mutating func root() throws(YAMLError) -> JSONValue {
    guard let node = yaml_document_get_root_node(document) else { return .null }
    return try value(node.pointee, depth: 0)
  }

  private mutating func value(_ node: yaml_node_t, depth: Int) throws(YAMLError) -> JSONValue {
    nodes += 1
    guard depth <= Self.maximumDepth else { throw error("nested deeper than \(Self.maximumDepth) levels", node) }
    guard nodes <= Self.maximumNodes else { throw error("aliases expand to too many nodes", node) }
    switch node.type {
    case YAML_SCALAR_NODE: return YAMLScalar.value(of: text(node), isPlain: isPlain(node), tag: tag(node))
    case YAML_SEQUENCE_NODE: return .array(try sequence(node, depth: depth))
    case YAML_MAPPING_NODE: return .object(try mapping(node, depth: depth))
    default: throw error("unknown node", node)
    }
  }

  private mutating func sequence(_ node: yaml_node_t, depth: Int) throws(YAMLError) -> [JSONValue] {
    var result: [JSONValue] = []
    var item = node.data.sequence.items.start
    while let pointer = item, pointer < node.data.sequence.items.top {
      result.append(try value(try find(pointer.pointee, node), depth: depth + 1))
      item = pointer + 1
    }
    return result
  }

  private mutating func mapping(_ node: yaml_node_t, depth: Int) throws(YAMLError) -> JSONObject {
    var result = JSONObject()
    var merged: [JSONObject] = []
    var pair = node.data.mapping.pairs.start
    while let pointer = pair, pointer < node.data.mapping.pairs.top {
      let keyNode = try find(pointer.pointee.key, node)
      guard keyNode.type == YAML_SCALAR_NODE else { throw error("a key must be a scalar", keyNode) }
      let key = text(keyNode)
      let child = try value(try find(pointer.pointee.value, node), depth: depth + 1)
      if key == "<<", isPlain(keyNode) {
        merged += child.arrayValue?.compactMap(\.objectValue) ?? child.objectValue.map { [$0] } ?? []
      } else if result[key] != nil {
        throw error("duplicate key \"\(key)\"", keyNode)
      } else {
        result[key] = child
      }
      pair = pointer + 1
    }
    for source in merged {
      for (key, value) in source where result[key] == nil { result[key] = value }
    }
    return result
  }

  private func find(_ index: Int32, _ parent: yaml_node_t) throws(YAMLError) -> yaml_node_t {
    guard let node = yaml_document_get_node(document, index) else { throw error("dangling node", parent) }
    return node.pointee
  }

  private func text(_ node: yaml_node_t) -> String {
    String(decoding: UnsafeBufferPointer(start: node.data.scalar.value, count: node.data.scalar.length), as: UTF8.self)
  }

  private func isPlain(_ node: yaml_node_t) -> Bool { node.data.scalar.style == YAML_PLAIN_SCALAR_STYLE }

  private func tag(_ node: yaml_node_t) -> String? { node.tag.map { String(cString: $0) } }

  private func error(_ message: String, _ node: yaml_node_t) -> YAMLError {
    YAMLError(message: message, line: Int(node.start_mark.line) + 1, column: Int(node.start_mark.column) + 1)
  }
}
