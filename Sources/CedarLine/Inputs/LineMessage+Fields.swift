import Cedar
import JSON

extension LineMessage {
  /// How policies and schemas are written.
  enum Format: String { case cedar, json }

  func format(_ name: String, _ stage: LineFailure.Stage) throws(LineFailure) -> Format {
    guard let node = self[name] else { return .cedar }
    guard let format = node.stringValue.flatMap(Format.init) else {
      throw LineFailure(stage, "`\(name)` is \"cedar\" or \"json\"")
    }
    return format
  }

  func string(_ name: String, _ stage: LineFailure.Stage) throws(LineFailure) -> String {
    guard let string = self[name]?.stringValue else { throw LineFailure(stage, "`\(name)` is a string") }
    return string
  }

  /// The elements of an array; none where there is no array.
  func elements(_ name: String, _ stage: LineFailure.Stage) throws(LineFailure) -> [JSONNode] {
    guard let node = self[name] else { return [] }
    guard let elements = node.arrayValue else { throw LineFailure(stage, "`\(name)` is an array") }
    return elements
  }

  func count(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws(LineFailure) -> Int {
    guard let node = self[name] else { return fallback }
    guard case .number(let spelling) = node.kind, let count = Int(spelling), range.contains(count) else {
      throw LineFailure(.request, "`\(name)` is a number from \(range.lowerBound) to \(range.upperBound)")
    }
    return count
  }

  /// `{"type","id"}`
  static func entity(_ node: JSONNode, _ stage: LineFailure.Stage) throws(LineFailure) -> EntityUID {
    try LineFailure.naming(stage) { () throws(NodeError) in try EntityUID(node) }
  }
}
