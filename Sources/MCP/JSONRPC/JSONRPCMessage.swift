import JSON

/// One message of JSON-RPC 2.0 as slices of its text. MCP narrows it: an id is a string or an integer, params are an
/// object, and a batch is not a message (removed in revision 2025-06-18).
package struct JSONRPCMessage: Sendable {
  package enum Body: Sendable {
    case request(id: JSONRPCID, method: String, params: JSONMembers?)
    case notification(method: String, params: JSONMembers?)
    case result(id: JSONRPCID, ArraySlice<UInt8>)
    /// The error object's text. The id is missing where the sender could not tell it.
    case error(id: JSONRPCID?, ArraySlice<UInt8>)
  }

  package let body: Body

  /// - Throws: `JSONRPCRejection` with the id of the message as far as it could be told.
  package init(reading text: [UInt8]) throws(JSONRPCRejection) {
    let envelope: JSONMembers
    do throws(JSONError) {
      envelope = try JSONMembers(scanning: text)
    } catch {
      throw Self.rejection(of: text, error)
    }
    let id = envelope["id"].flatMap(JSONRPCID.init)
    guard envelope["jsonrpc"]?.elementsEqual(#""2.0""#.utf8) == true else {
      throw JSONRPCRejection(id: id, error: .invalidRequest("\"jsonrpc\" must be \"2.0\""))
    }
    if envelope["method"] != nil {
      body = try Self.call(envelope, id)
    } else {
      body = try Self.answer(envelope, id)
    }
  }

  private static func call(_ envelope: JSONMembers, _ id: JSONRPCID?) throws(JSONRPCRejection) -> Body {
    guard let text = envelope["method"], case .string(let method)? = try? JSONValue(reading: text), !method.isEmpty,
      method.utf8.count <= 256
    else { throw JSONRPCRejection(id: id, error: .invalidRequest("\"method\" must be a string of 1 to 256 bytes")) }
    guard envelope["id"] == nil || id != nil else {
      throw JSONRPCRejection(id: nil, error: .invalidRequest("\"id\" must be a string or an integer"))
    }
    guard envelope["result"] == nil, envelope["error"] == nil else {
      throw JSONRPCRejection(id: id, error: .invalidRequest("a request has neither \"result\" nor \"error\""))
    }
    var params: JSONMembers?
    if let text = envelope["params"] {
      guard text.first == UInt8(ascii: "{") else {
        throw JSONRPCRejection(id: id, error: .invalidParams("\"params\" must be an object"))
      }
      do throws(JSONError) {
        params = try JSONMembers(scanning: text)
      } catch {
        throw JSONRPCRejection(id: id, error: .invalidParams("params: \(error.message)"))
      }
    }
    if let id { return .request(id: id, method: method, params: params) }
    return .notification(method: method, params: params)
  }

  private static func answer(_ envelope: JSONMembers, _ id: JSONRPCID?) throws(JSONRPCRejection) -> Body {
    switch (id, envelope["result"], envelope["error"]) {
    case (let id?, let result?, nil): return .result(id: id, result)
    case (let id, nil, let error?) where error.first == UInt8(ascii: "{"): return .error(id: id, error)
    default:
      throw JSONRPCRejection(id: id, error: .invalidRequest("neither a request, a notification nor a response"))
    }
  }

  private static func rejection(of text: [UInt8], _ error: JSONError) -> JSONRPCRejection {
    let first = text.first { ![0x20, 0x09, 0x0A, 0x0D].contains($0) }
    if first == UInt8(ascii: "["), (try? JSONElements(scanning: text[...])) != nil {
      return JSONRPCRejection(
        id: nil,
        error: .invalidRequest(
          "JSON-RPC batch requests are not supported (batching was removed in MCP revision 2025-06-18)"))
    }
    switch error.code {
    case .duplicateKey: return JSONRPCRejection(id: nil, error: .invalidRequest(error.description))
    default:
      let isJSON = (try? JSONValue(reading: text)) != nil
      return JSONRPCRejection(
        id: nil,
        error: isJSON
          ? .invalidRequest("a message must be an object") : .parseError("Parse error: \(error.description)"))
    }
  }
}
