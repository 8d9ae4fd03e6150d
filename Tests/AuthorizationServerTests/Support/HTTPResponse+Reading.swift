import HTTP
import JSON

extension HTTPResponse {
  var text: String { String(decoding: bytes ?? [], as: UTF8.self) }
  var document: JSONValue { (try? JSONValue(reading: bytes ?? [])) ?? .null }
  var error: String? { document["error"]?.stringValue }
  var errorDescription: String { document["error_description"]?.stringValue ?? "" }
  /// The query of `Location`.
  var redirectParameters: FormParameters {
    let parts = (headers["Location"] ?? "").split(separator: "?", maxSplits: 1)
    return parts.count > 1 ? FormParameters(reading: parts[1]) ?? FormParameters() : FormParameters()
  }
  /// `Location` without its query.
  var redirectTarget: String { String((headers["Location"] ?? "").split(separator: "?", maxSplits: 1).first ?? "") }
  /// The hidden field of a consent page.
  var sealedRequest: String? {
    text.split(separator: "name=\"request\" value=\"").dropFirst().first
      .map { String($0.prefix { $0 != "\"" }) }
  }
}

extension HTTPRequest {
  var target: String { path + (query.map { "?" + $0 } ?? "") }
}
