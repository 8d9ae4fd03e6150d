/// A request as the scripted server read it.
package struct ScriptedRequest: Sendable {
  package let method: String
  /// Path and query as they came.
  package let target: String
  package let fields: [(name: String, value: String)]
  package let body: [UInt8]

  package var path: String { String(target.prefix { $0 != "?" }) }

  /// The query's pairs, still percent-encoded.
  package var query: [String: String] {
    var pairs: [String: String] = [:]
    for pair in target.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      pairs[String(parts[0])] = parts.count > 1 ? String(parts[1]) : ""
    }
    return pairs
  }

  package var text: String { String(decoding: body, as: UTF8.self) }

  /// The first value of a field, whatever the case of its name.
  package subscript(field: String) -> String? {
    fields.first { $0.name.lowercased() == field.lowercased() }?.value
  }
}
