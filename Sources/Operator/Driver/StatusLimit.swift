import JSON
import Kubernetes

/// Keeps a status within what an object may hold. An API server stores 1.5 MB with spec and bookkeeping, and the
/// bookkeeping of an applied list is as large as the list.
enum StatusLimit {
  /// In bytes of JSON.
  static let bytes = 256 << 10
  /// The longest text in a status that is too large, in bytes.
  static let textBytes = 512

  /// - Returns: what fits, and what was left out; `nil` where all fits.
  static func fit(_ status: JSONObject, limit: Int = bytes) -> (status: JSONObject, note: String?) {
    var size = size(status)
    guard size > limit else { return (status, nil) }
    let whole = size
    var status = status
    for (name, value) in status { status[name] = shortened(value) }
    var kept: [String: (Int, Int)] = [:]
    while true {
      size = Self.size(status)
      guard size > limit else { break }
      let lists = status.compactMap { name, value in
        value.arrayValue.map { (name: name, elements: $0, size: value.bytes().count) }
      }
      guard let largest = lists.filter({ !$0.elements.isEmpty }).max(by: { $0.size < $1.size }) else {
        guard let member = status.max(by: { $0.value.bytes().count < $1.value.bytes().count }) else { break }
        status[member.key] = nil
        kept[member.key] = (0, 1)
        continue
      }
      let share = Double(limit) / Double(size)
      let count = min(largest.elements.count - 1, Int(Double(largest.elements.count) * share))
      kept[largest.name] = (count, kept[largest.name]?.1 ?? largest.elements.count)
      status[largest.name] = .array(Array(largest.elements.prefix(count)))
    }
    let lists = kept.sorted { $0.key < $1.key }.map { "\($0.key): the first \($0.value.0) of \($0.value.1)" }
    let note =
      "the status would have \(whole) bytes, more than \(limit); texts are shortened to \(textBytes) bytes"
      + (lists.isEmpty ? "" : ", and lists cut: " + lists.joined(separator: ", "))
    return (status, note)
  }

  static func shortened(_ text: String) -> String {
    guard text.utf8.count > textBytes else { return text }
    var size = 0
    let start = text.prefix {
      size += $0.utf8.count
      return size <= textBytes - 3
    }
    return start + "…"
  }

  private static func size(_ status: JSONObject) -> Int { JSONValue.object(status).bytes().count }

  private static func shortened(_ value: JSONValue) -> JSONValue {
    switch value {
    case .string(let text): return .string(shortened(text))
    case .array(let elements): return .array(elements.map(shortened))
    case .object(var members):
      for (name, value) in members { members[name] = shortened(value) }
      return .object(members)
    default: return value
    }
  }
}
