import JSON

/// Puts messages together from texts that are already JSON.
package enum JSONRPCWriter {
  /// A response with a result.
  package static func result(id: JSONRPCID, _ result: some Collection<UInt8>) -> [UInt8] {
    join(#"{"jsonrpc":"2.0","id":"#, id.bytes, #","result":"#, result)
  }

  package static func result(id: JSONRPCID, _ result: JSONValue) -> [UInt8] { Self.result(id: id, result.bytes()) }

  /// A response with an error object's text.
  package static func error(id: JSONRPCID, _ error: some Collection<UInt8>) -> [UInt8] {
    join(#"{"jsonrpc":"2.0","id":"#, id.bytes, #","error":"#, error)
  }

  /// A response with an error. Without an id the member is left out, never `null`.
  package static func error(id: JSONRPCID?, _ error: JSONRPCError) -> [UInt8] {
    guard let id else { return join(#"{"jsonrpc":"2.0""#, [], #","error":"#, error.json.bytes()) }
    return Self.error(id: id, error.json.bytes())
  }

  package static func request(id: JSONRPCID, method: String, params: (some Collection<UInt8>)?) -> [UInt8] {
    let head = join(#"{"jsonrpc":"2.0","id":"#, id.bytes, #","method":"#, JSONValue.string(method).bytes(), close: "")
    return close(head, params)
  }

  package static func notification(method: String, params: (some Collection<UInt8>)?) -> [UInt8] {
    close(join(#"{"jsonrpc":"2.0""#, [], #","method":"#, JSONValue.string(method).bytes(), close: ""), params)
  }

  private static func close(_ head: [UInt8], _ params: (some Collection<UInt8>)?) -> [UInt8] {
    guard let params else { return head + [UInt8(ascii: "}")] }
    return head + Array(#","params":"#.utf8) + Array(params) + [UInt8(ascii: "}")]
  }

  private static func join(
    _ start: StaticString, _ first: [UInt8], _ middle: StaticString, _ second: some Collection<UInt8>,
    close: StaticString = "}"
  ) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(start.utf8CodeUnitCount + first.count + middle.utf8CodeUnitCount + second.count + 1)
    start.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: first)
    middle.withUTF8Buffer { bytes.append(contentsOf: $0) }
    bytes.append(contentsOf: second)
    close.withUTF8Buffer { bytes.append(contentsOf: $0) }
    return bytes
  }
}
