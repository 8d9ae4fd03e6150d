import JSON

/// The params of `tools/call`. The arguments that a decision reads are decoded from the very bytes that are forwarded.
package struct CallToolRequest: Sendable {
  package let name: String
  /// Empty where the request has none.
  package let arguments: JSONObject
  private let params: JSONMembers
  private let nameText: ArraySlice<UInt8>

  /// - Throws: `JSONRPCError` with the code for invalid params.
  package init(_ params: JSONMembers?) throws(JSONRPCError) {
    guard let params, let nameText = params["name"] else { throw .invalidParams("tools/call needs \"name\"") }
    guard case .string(let name)? = try? JSONValue(reading: nameText), !name.isEmpty, name.utf8.count <= 1024 else {
      throw .invalidParams("\"name\" must be a string of 1 to 1024 bytes")
    }
    arguments = try Self.arguments(params["arguments"])
    self.name = name
    self.params = params
    self.nameText = nameText
  }

  private static func arguments(_ text: ArraySlice<UInt8>?) throws(JSONRPCError) -> JSONObject {
    guard let text else { return JSONObject() }
    let value: JSONValue
    do throws(JSONError) {
      value = try JSONValue(reading: text, depth: 128)
    } catch {
      throw .invalidParams("arguments: \(error.description)")
    }
    guard case .object(let object) = value else { throw .invalidParams("\"arguments\" must be an object") }
    return object
  }

  /// The params with another name; every other byte is as it came.
  package func params(named name: String) -> [UInt8] {
    Array(params.text[..<nameText.startIndex]) + JSONValue.string(name).bytes() + params.text[nameText.endIndex...]
  }
}
