import HTTP
import JSON

extension ClusterAPI {
  /// Answers a request to an object, its status, or a collection.
  func answer(_ call: APICall, isWatch: Bool) throws(APIStatus) -> HTTPResponse {
    let target = call.target
    if target.type.isVirtual {
      guard call.request.method == "POST" else { throw Self.wrongMethod }
      return .json(try review(call), status: 201)
    }
    switch (call.request.method, target.name.isEmpty) {
    case ("GET", _) where isWatch: return try watch(call)
    case ("GET", true): return try list(call)
    case ("GET", false), ("HEAD", false):
      return try one(WriteResult(object: try cluster.state.get(target)), call, status: 200)
    case ("POST", true):
      guard target.namespace != nil else { throw Self.wrongMethod }
      let body = try RequestBody.read(call.request)
      let mode = try call.query.writeMode(userAgent: call.request.headers["User-Agent"])
      return try one(try cluster.change { state throws(APIStatus) in try state.create(body, at: target, mode) }, call)
    case ("PUT", false):
      let body = try RequestBody.read(call.request)
      let mode = try call.query.writeMode(userAgent: call.request.headers["User-Agent"])
      return try one(try cluster.change { state throws(APIStatus) in try state.update(body, at: target, mode) }, call)
    case ("PATCH", false): return try patch(call)
    case ("DELETE", false): return try delete(call)
    case ("DELETE", true): return try deleteAll(call)
    default: throw Self.wrongMethod
    }
  }

  static let wrongMethod = APIStatus(
    .methodNotAllowed, "the server does not allow this method on the requested resource")

  private func list(_ call: APICall) throws(APIStatus) -> HTTPResponse {
    let form = try AnswerForm(accept: call.request.headers["Accept"])
    let state = cluster.state
    let page = try state.list(
      call.target, try call.query.selection(), limit: try call.query.number("limit") ?? 0,
      continuation: call.query["continue"] ?? "")
    var metadata: JSONValue = ["resourceVersion": .string(String(page.revision))]
    if !page.continuation.isEmpty {
      metadata["continue"] = .string(page.continuation)
      metadata["remainingItemCount"] = .int(page.remaining)
    }
    let response: HTTPResponse
    switch form {
    case .table:
      response = .json(
        ObjectTable.table(page.items, call.target, included(call), now: state.now(), metadata: metadata))
    case .metadata:
      response = .json([
        "kind": "PartialObjectMetadataList", "apiVersion": "meta.k8s.io/v1", "metadata": metadata,
        "items": .array(page.items.map(ObjectTable.partial)),
      ])
    case .object:
      response = .json([
        "kind": .string(call.target.type.listKind), "apiVersion": .string(call.target.apiVersion),
        "metadata": metadata, "items": .array(page.items),
      ])
    }
    return Self.warned(response, call.target.version.deprecationWarning.map { [$0] } ?? [])
  }

  private func watch(_ call: APICall) throws(APIStatus) -> HTTPResponse {
    let form = try AnswerForm(accept: call.request.headers["Accept"])
    var selection = try call.query.selection()
    var target = call.target
    if !target.name.isEmpty {
      let only = FieldSelector.Requirement(path: "metadata.name", value: target.name, isEqual: true)
      selection.fields = FieldSelector(requirements: selection.fields.requirements + [only])
      target.name = ""
    }
    try cluster.state.check(selection.fields, for: target)
    let startsWithAll = call.query.flag("sendInitialEvents")
    let version = try call.query.number("resourceVersion") ?? 0
    // Without a wish of its own a watch lasts half an hour, as on the API server.
    let seconds = min(try call.query.number("timeoutSeconds") ?? 1800, 86_400)
    let lines: AsyncStream<[UInt8]>
    do throws(APIStatus) {
      lines = try cluster.watch(
        target, selection, form: form, included: included(call), after: version == 0 || startsWithAll ? nil : version,
        bookmarks: call.query.flag("allowWatchBookmarks"), endsInitialEvents: startsWithAll,
        lasting: .seconds(seconds))
    } catch {
      guard error.reason == .expired else { throw error }
      // The API server accepts such a watch, and says in its first event that it cannot go on.
      return stream(
        AsyncStream { continuation in
          continuation.yield(WatchSubscription.bytes("ERROR", error.json))
          continuation.finish()
        })
    }
    return Self.warned(stream(lines), target.version.deprecationWarning.map { [$0] } ?? [])
  }

  private func stream(_ lines: AsyncStream<[UInt8]>) -> HTTPResponse {
    HTTPResponse(status: 200, headers: ["Content-Type": "application/json"], body: .stream(lines))
  }

  private func patch(_ call: APICall) throws(APIStatus) -> HTTPResponse {
    guard let kind = call.request.mediaType.flatMap(PatchKind.init) else {
      throw APIStatus(
        .unsupportedMediaType,
        "the body of the request was in an unknown format - accepted media types include: "
          + "application/json-patch+json, application/merge-patch+json, application/strategic-merge-patch+json, "
          + "application/apply-patch+yaml")
    }
    let target = call.target
    let body = try RequestBody.read(call.request)
    let mode = try call.query.writeMode(userAgent: call.request.headers["User-Agent"])
    if kind == .apply, call.query["fieldManager"] == nil {
      throw APIStatus(
        .badRequest,
        "PatchOptions.meta.k8s.io \"\" is invalid: fieldManager: Required value: is required for apply patch")
    }
    return try one(
      try cluster.change { state throws(APIStatus) in try state.patch(body, kind, at: target, mode) }, call)
  }

  private func delete(_ call: APICall) throws(APIStatus) -> HTTPResponse {
    let mode = try RequestBody.deletion(call.request, call.query)
    let target = call.target
    let (object, isGone) = try cluster.change { state throws(APIStatus) in try state.delete(target, mode) }
    guard isGone else { return try one(WriteResult(object: object), call, status: 200) }
    var details: JSONValue = [
      "name": .string(target.name), "kind": .string(target.type.plural), "uid": .string(object.uid),
    ]
    if !target.type.group.isEmpty { details["group"] = .string(target.type.group) }
    return .json([
      "kind": "Status", "apiVersion": "v1", "metadata": [:], "status": "Success", "details": details,
    ])
  }

  private func deleteAll(_ call: APICall) throws(APIStatus) -> HTTPResponse {
    let mode = try RequestBody.deletion(call.request, call.query)
    let selection = try call.query.selection()
    let target = call.target
    guard target.namespace != nil else { throw Self.wrongMethod }
    let page = try cluster.change { state throws(APIStatus) in
      let page = try state.list(target, selection)
      for object in page.items {
        var one = target
        one.name = object.objectName
        // What another deletion has taken with it is gone, which is what was asked for.
        _ = try? state.delete(one, mode)
      }
      return page
    }
    return .json([
      "kind": .string(target.type.listKind), "apiVersion": .string(target.apiVersion),
      "metadata": ["resourceVersion": .string(String(page.revision))], "items": .array(page.items),
    ])
  }

  private func one(_ result: WriteResult, _ call: APICall, status: Int? = nil) throws(APIStatus) -> HTTPResponse {
    let object: JSONValue
    switch try AnswerForm(accept: call.request.headers["Accept"]) {
    case .object: object = result.object
    case .metadata: object = ObjectTable.partial(result.object)
    case .table:
      object = ObjectTable.table(
        [result.object], call.target, included(call), now: cluster.state.now(),
        metadata: ["resourceVersion": .string(result.object.resourceVersion)])
    }
    var warnings = result.warnings
    if let deprecated = call.target.version.deprecationWarning, !warnings.contains(deprecated) {
      warnings.append(deprecated)
    }
    return Self.warned(.json(object, status: status ?? (result.isCreated ? 201 : 200)), warnings)
  }

  private func included(_ call: APICall) -> ObjectTable.Included {
    call.query["includeObject"].flatMap(ObjectTable.Included.init) ?? .metadata
  }

  /// `Warning` fields (RFC 7234 section 5.5), code 299 as the API server sends them.
  private static func warned(_ response: HTTPResponse, _ warnings: [String]) -> HTTPResponse {
    var response = response
    for warning in warnings {
      let text = warning.split(separator: "\\", omittingEmptySubsequences: false).joined(separator: "\\\\")
        .split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\\\"")
      response.headers.add("Warning", "299 - \"\(text)\"")
    }
    return response
  }
}
