import JSON

/// The arguments of a call, read by kind.
package struct ToolArguments: Sendable {
  private let values: JSONObject

  init(_ values: JSONObject) { self.values = values }

  /// A string that has to be there.
  package func string(_ name: String) throws(BackendTool.Failure) -> String {
    guard let value = try optionalString(name) else { throw BackendTool.Failure("the argument \"\(name)\" is missing") }
    return value
  }

  /// A string, or `nil` where it is left out.
  package func optionalString(_ name: String) throws(BackendTool.Failure) -> String? {
    guard let value = values[name], value != .null else { return nil }
    guard let text = value.stringValue else { throw BackendTool.Failure("the argument \"\(name)\" must be a string") }
    return text
  }

  /// Strings, none where they are left out.
  package func strings(_ name: String) throws(BackendTool.Failure) -> [String] {
    guard let value = values[name], value != .null else { return [] }
    guard let texts = value.arrayValue?.map(\.stringValue), texts.allSatisfy({ $0 != nil }) else {
      throw BackendTool.Failure("the argument \"\(name)\" must be a list of strings")
    }
    return texts.compactMap(\.self)
  }
}
