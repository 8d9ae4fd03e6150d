import JSON

/// JSON patch (RFC 6902).
enum JSONPatch {
  private static let limit = 10_000

  /// - Throws: `APIStatus`: 400 for a malformed patch, 422 for one that does not fit the document.
  static func apply(_ patch: JSONValue, to document: JSONValue) throws(APIStatus) -> JSONValue {
    guard let operations = patch.arrayValue, operations.count <= limit else {
      throw APIStatus(.badRequest, "a JSON patch is an array of at most \(limit) operations")
    }
    var document = document
    for operation in operations { try perform(operation, on: &document) }
    return document
  }

  private static func perform(_ operation: JSONValue, on document: inout JSONValue) throws(APIStatus) {
    let name = operation["op"]?.stringValue ?? ""
    let path = try pointer(operation["path"])
    switch name {
    case "add": try add(try value(operation), at: path[...], in: &document)
    case "remove": _ = try remove(at: path[...], in: &document)
    case "replace":
      _ = try remove(at: path[...], in: &document)
      try add(try value(operation), at: path[...], in: &document)
    case "move":
      let moved = try remove(at: try pointer(operation["from"])[...], in: &document)
      try add(moved, at: path[...], in: &document)
    case "copy":
      let from = try pointer(operation["from"])
      guard let copied = find(from, in: document) else { throw missing(from) }
      try add(copied, at: path[...], in: &document)
    case "test":
      guard find(path, in: document) ?? .null == (try value(operation)) else {
        throw APIStatus(.invalid, "testing value /\(path.joined(separator: "/")) failed")
      }
    default: throw APIStatus(.badRequest, "unknown operation \"\(name.prefix(32))\" in a JSON patch")
    }
  }

  private static func value(_ operation: JSONValue) throws(APIStatus) -> JSONValue {
    guard let value = operation["value"] else { throw APIStatus(.badRequest, "a JSON patch operation lacks \"value\"") }
    return value
  }

  /// RFC 6901.
  private static func pointer(_ json: JSONValue?) throws(APIStatus) -> [String] {
    guard let text = json?.stringValue, text.isEmpty || text.hasPrefix("/") else {
      throw APIStatus(.badRequest, "a JSON patch operation needs a path that is empty or starts with \"/\"")
    }
    return text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map { unescaped(String($0)) }
  }

  private static func unescaped(_ token: String) -> String {
    token.split(separator: "~1", omittingEmptySubsequences: false).map { part in
      part.split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
    }.joined(separator: "/")
  }

  private static func find(_ path: [String], in document: JSONValue) -> JSONValue? {
    path.reduce(Optional(document)) { value, token in
      value?.arrayValue == nil ? value?[token] : Int(token).flatMap { value?[$0] }
    }
  }

  private static func add(
    _ value: JSONValue, at path: ArraySlice<String>, in target: inout JSONValue
  ) throws(APIStatus) {
    guard let token = path.first else {
      target = value
      return
    }
    switch target {
    case .object(var object):
      if path.count == 1 {
        object[token] = value
      } else {
        guard var inner = object[token] else { throw missing(path) }
        try add(value, at: path.dropFirst(), in: &inner)
        object[token] = inner
      }
      target = .object(object)
    case .array(var array):
      if path.count == 1 {
        let index = token == "-" ? array.count : Int(token) ?? -1
        guard (0...array.count).contains(index) else { throw missing(path) }
        array.insert(value, at: index)
      } else {
        guard let index = Int(token), array.indices.contains(index) else { throw missing(path) }
        try add(value, at: path.dropFirst(), in: &array[index])
      }
      target = .array(array)
    default: throw missing(path)
    }
  }

  private static func remove(
    at path: ArraySlice<String>, in target: inout JSONValue
  ) throws(APIStatus) -> JSONValue {
    guard let token = path.first else {
      defer { target = .null }
      return target
    }
    switch target {
    case .object(var object):
      guard var inner = object[token] else { throw missing(path) }
      if path.count == 1 {
        object[token] = nil
        target = .object(object)
        return inner
      }
      let removed = try remove(at: path.dropFirst(), in: &inner)
      object[token] = inner
      target = .object(object)
      return removed
    case .array(var array):
      guard let index = Int(token), array.indices.contains(index) else { throw missing(path) }
      let removed = path.count == 1 ? array.remove(at: index) : try remove(at: path.dropFirst(), in: &array[index])
      target = .array(array)
      return removed
    default: throw missing(path)
    }
  }

  private static func missing(_ path: some Sequence<String>) -> APIStatus {
    APIStatus(
      .invalid,
      "the server rejected our request due to an error in our request: no such path /\(path.joined(separator: "/"))")
  }
}
