import JSON

/// One step of a path in managed fields (structured-merge-diff's path element).
enum FieldStep: Sendable, Hashable {
  case field(String)
  /// The element of a map list with these keys.
  case key(JSONObject)
  /// The element of a set with this value.
  case value(JSONValue)
  case index(Int)

  /// `f:name`, `k:{"name":"x"}`, `v:"x"`, `i:0`.
  var text: String {
    switch self {
    case .field(let name): "f:" + name
    case .key(let keys): "k:" + JSONValue.object(keys).text(.sorted)
    case .value(let value): "v:" + value.text(.sorted)
    case .index(let index): "i:\(index)"
    }
  }

  /// `nil` when malformed.
  init?(reading text: String) {
    let rest = String(text.dropFirst(2))
    switch text.prefix(2) {
    case "f:": self = .field(rest)
    case "k:":
      guard let object = try? JSONValue(reading: rest).objectValue else { return nil }
      self = .key(object)
    case "v:":
      guard let value = try? JSONValue(reading: rest) else { return nil }
      self = .value(value)
    case "i:":
      guard let index = Int(rest) else { return nil }
      self = .index(index)
    default: return nil
    }
  }

  /// As conflict messages show it: `.name`, `[name="x"]`.
  var shown: String {
    switch self {
    case .field(let name): "." + name
    case .key(let keys):
      "[" + keys.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value.text())" }.joined(separator: ",") + "]"
    case .value(let value): "[=\(value.text())]"
    case .index(let index): "[\(index)]"
    }
  }
}
