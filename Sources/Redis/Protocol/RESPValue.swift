/// One reply of a Redis server, in version 2 of its protocol.
package enum RESPValue: Sendable, Equatable {
  case simple(String)
  case error(String)
  case integer(Int)
  case bulk([UInt8])
  case array([RESPValue])
  case null

  /// The bytes of a text or a number; `nil` for anything else.
  package var bytes: [UInt8]? {
    switch self {
    case .bulk(let bytes): bytes
    case .simple(let text): Array(text.utf8)
    case .integer(let number): Array(String(number).utf8)
    default: nil
    }
  }

  package var text: String? { bytes.flatMap { String(validating: $0, as: UTF8.self) } }
  package var integer: Int? { if case .integer(let number) = self { number } else { nil } }
  package var elements: [RESPValue]? { if case .array(let elements) = self { elements } else { nil } }
}
