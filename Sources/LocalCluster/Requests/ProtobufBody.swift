import JSON

/// Bodies in Kubernetes' protobuf encoding (`application/vnd.kubernetes.protobuf`), for the few kinds in
/// `ProtobufMessages`.
enum ProtobufBody {
  static let mediaType = "application/vnd.kubernetes.protobuf"
  /// What such a body begins with.
  private static let magic: [UInt8] = [0x6B, 0x38, 0x73, 0x00]

  /// - Throws: 400 for a malformed body, 415 for a kind or field that cannot be read.
  static func read(_ body: [UInt8]) throws(APIStatus) -> JSONValue {
    guard body.starts(with: magic) else { throw ProtobufReader.malformed }
    var apiVersion = ""
    var kind = ""
    var raw: ArraySlice<UInt8> = []
    var envelope = ProtobufReader(body.dropFirst(magic.count))
    while let (number, value) = try envelope.next() {
      guard case .bytes(let bytes) = value else { continue }
      if number == 2 { raw = bytes }
      if number == 1 {
        var type = ProtobufReader(bytes)
        while let (number, value) = try type.next() {
          if number == 1 { apiVersion = try text(value) }
          if number == 2 { kind = try text(value) }
        }
      }
    }
    let name = "\(apiVersion) \(kind)"
    guard ProtobufMessages.messages[name] != nil else {
      throw APIStatus(
        .unsupportedMediaType,
        "this local cluster cannot read \(apiVersion) \(kind) as protobuf: send it as a manifest (kubectl apply -f)")
    }
    var object = try message(raw, name, depth: 0)
    object["apiVersion"] = .string(apiVersion)
    object["kind"] = .string(kind)
    return object
  }

  private static func message(_ bytes: ArraySlice<UInt8>, _ name: String, depth: Int) throws(APIStatus) -> JSONValue {
    guard depth < 16, let fields = ProtobufMessages.messages[name] else { throw ProtobufReader.malformed }
    var object: JSONValue = [:]
    var reader = ProtobufReader(bytes)
    while let (number, raw) = try reader.next() {
      guard let field = fields[number] else {
        throw APIStatus(
          .unsupportedMediaType,
          "this local cluster cannot read field \(number) of \(name) as protobuf: send a manifest (kubectl apply -f)")
      }
      switch field.kind {
      case .ignored: continue
      case .list(let kind):
        let value = try value(raw, kind, depth)
        object[field.name] = .array((object[field.name]?.arrayValue ?? []) + [value])
      case .map(let kind):
        let entry = try entry(raw, kind, depth)
        var map = object[field.name] ?? [:]
        map[entry.key] = entry.value
        object[field.name] = map
      default:
        let value = try value(raw, field.kind, depth)
        // Fields that were never set come as empty texts.
        if value != "" { object[field.name] = value }
      }
    }
    return object
  }

  private static func value(
    _ value: ProtobufReader.Value, _ kind: ProtobufMessages.Kind, _ depth: Int
  ) throws(APIStatus) -> JSONValue {
    switch (kind, value) {
    case (.string, _): return .string(try text(value))
    case (.integer, .number(let number)): return .int(Int(truncatingIfNeeded: number))
    case (.boolean, .number(let number)): return .bool(number != 0)
    case (.bytes, .bytes(let bytes)): return .string(Base64Text.encode(Array(bytes)))
    case (.message(let name), .bytes(let bytes)): return try message(bytes, name, depth: depth + 1)
    default: throw ProtobufReader.malformed
    }
  }

  /// A map is a list of messages with the key in field 1 and the value in field 2.
  private static func entry(
    _ value: ProtobufReader.Value, _ kind: ProtobufMessages.Kind, _ depth: Int
  ) throws(APIStatus) -> (key: String, value: JSONValue) {
    guard case .bytes(let bytes) = value else { throw ProtobufReader.malformed }
    var key = ""
    var result: JSONValue = ""
    var reader = ProtobufReader(bytes)
    while let (number, raw) = try reader.next() {
      if number == 1 { key = try text(raw) }
      if number == 2 { result = try self.value(raw, kind, depth) }
    }
    return (key, result)
  }

  private static func text(_ value: ProtobufReader.Value) throws(APIStatus) -> String {
    guard case .bytes(let bytes) = value, let text = String(validating: bytes, as: UTF8.self) else {
      throw ProtobufReader.malformed
    }
    return text
  }
}
