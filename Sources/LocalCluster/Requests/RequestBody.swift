import HTTP
import JSON
import YAML

/// Reads the bodies of requests: JSON, or YAML where the client says so.
enum RequestBody {
  /// - Throws: 400 for a body that cannot be read, 415 for another media type.
  static func read(_ request: HTTPRequest) throws(APIStatus) -> JSONValue {
    switch request.mediaType {
    case "application/yaml", "application/apply-patch+yaml":
      guard let text = String(validating: request.body, as: UTF8.self) else {
        throw APIStatus(.badRequest, "the body is not UTF-8")
      }
      do {
        return try YAMLDocuments.readOne(text)
      } catch {
        throw APIStatus(.badRequest, "the body is not YAML: \(error)")
      }
    case nil, "application/json", PatchKind.json.rawValue, PatchKind.merge.rawValue, PatchKind.strategic.rawValue:
      do {
        return try JSONValue(reading: request.body)
      } catch {
        throw APIStatus(.badRequest, "the body is not JSON: \(error)")
      }
    case ProtobufBody.mediaType: return try ProtobufBody.read(request.body)
    case .some(let type):
      throw APIStatus(
        .unsupportedMediaType,
        "the body of the request was in an unknown format (\(type.prefix(64))) - accepted media types include: "
          + "application/json, application/yaml")
    }
  }

  /// Reads DeleteOptions; an empty body means none.
  static func deletion(_ request: HTTPRequest, _ query: QueryParameters) throws(APIStatus) -> DeletionMode {
    var mode = DeletionMode()
    let body = request.body.isEmpty ? [:] : try read(request)
    if let text = query["propagationPolicy"] ?? body["propagationPolicy"]?.stringValue {
      guard let propagation = DeletionMode.Propagation(rawValue: text) else {
        throw APIStatus(.badRequest, "propagationPolicy: Unsupported value: \"\(text.prefix(32))\"")
      }
      mode.propagation = propagation
    } else if body["orphanDependents"]?.boolValue == true {
      mode.propagation = .orphan
    }
    mode.gracePeriod = try query.number("gracePeriodSeconds") ?? body["gracePeriodSeconds"]?.intValue
    mode.uid = body["preconditions"]?["uid"]?.stringValue
    mode.resourceVersion = body["preconditions"]?["resourceVersion"]?.stringValue
    mode.isDryRun = query["dryRun"] == "All" || body["dryRun"]?.arrayValue?.contains("All") == true
    return mode
  }
}
