import HTTP
import JSON

/// The form in which a client wants objects, from its `Accept` field.
enum AnswerForm: Sendable, Hashable {
  case object
  case table
  /// `PartialObjectMetadata`: no more than names, labels and the like.
  case metadata

  /// The first form that the server has, in the client's order.
  /// - Throws: 406 when there is none, as for a client that reads protobuf only.
  init(accept: String?) throws(APIStatus) {
    guard let accept, !accept.isEmpty else {
      self = .object
      return
    }
    for range in accept.split(separator: ",") {
      let parameters = range.split(separator: ";").dropFirst().map { part in
        String(part.filter { $0 != " " })
      }
      guard ["application/json", "application/*", "*/*"].contains(MediaType.essence(String(range))) else { continue }
      guard let wanted = parameters.first(where: { $0.hasPrefix("as=") })?.dropFirst(3) else {
        self = .object
        return
      }
      guard parameters.contains("v=v1"), parameters.contains("g=meta.k8s.io") else { continue }
      switch wanted {
      case "Table":
        self = .table
        return
      case "PartialObjectMetadata", "PartialObjectMetadataList":
        self = .metadata
        return
      default: continue
      }
    }
    throw APIStatus(
      .notAcceptable,
      "only the following media types are accepted: application/json, also as Table and "
        + "PartialObjectMetadata of meta.k8s.io/v1")
  }
}
