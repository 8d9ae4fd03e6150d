import HTTP
import JSON

extension ClusterAPI {
  /// Answers a request to a part of an object other than its status.
  func subresource(_ call: APICall) async throws(APIStatus) -> HTTPResponse {
    switch (call.target.resource, call.target.subresource) {
    case (.pods, "log"): return try await log(call)
    case (.serviceAccounts, "token"): return try token(call)
    case (.deployments, "scale"): return try scale(call)
    case (.namespaces, "finalize"): return try answer(call, isWatch: false)
    default: throw APIStatus(.notFound, "the server could not find the requested resource")
    }
  }

  private func log(_ call: APICall) async throws(APIStatus) -> HTTPResponse {
    var target = call.target
    target.subresource = ""
    let pod = try cluster.state.get(target)
    let options = PodLogOptions(
      tailLines: try call.query.number("tailLines"), follows: call.query.flag("follow"),
      isPrevious: call.query.flag("previous"))
    let names = (pod["spec"]?["containers"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    guard let container = call.query["container"] ?? names.first, names.contains(container) else {
      throw APIStatus(.badRequest, "container \(call.query["container"] ?? "") is not valid for pod \(target.name)")
    }
    guard let body = await logs.log(uid: pod.uid, container: container, options) else {
      throw APIStatus(.badRequest, "container \"\(container)\" in pod \"\(target.name)\" is waiting to start")
    }
    return HTTPResponse(status: 200, headers: ["Content-Type": "text/plain"], body: body)
  }

  /// `TokenRequest`: a token for the service account. It is valid until the cluster ends.
  private func token(_ call: APICall) throws(APIStatus) -> HTTPResponse {
    guard call.request.method == "POST" else { throw Self.wrongMethod }
    var target = call.target
    target.subresource = ""
    let account = try cluster.state.get(target)
    let token = keys.issue(.serviceAccount(account.objectName, namespace: account.objectNamespace))
    return .json(
      [
        "kind": "TokenRequest", "apiVersion": "authentication.k8s.io/v1",
        "metadata": ["name": .string(account.objectName), "namespace": .string(account.objectNamespace)],
        "spec": ["audiences": [], "expirationSeconds": 3600],
        "status": [
          "token": .string(token), "expirationTimestamp": .string(Timestamp.text(cluster.state.now() + 3600)),
        ],
      ], status: 201)
  }

  private func scale(_ call: APICall) throws(APIStatus) -> HTTPResponse {
    var target = call.target
    target.subresource = ""
    let live = try cluster.state.get(target)
    guard call.request.method != "GET" else { return .json(Self.scale(live)) }
    let mode = try call.query.writeMode(userAgent: call.request.headers["User-Agent"])
    let body = try RequestBody.read(call.request)
    let wanted: JSONValue
    switch call.request.method {
    case "PUT": wanted = body
    case "PATCH" where call.request.mediaType == PatchKind.json.rawValue:
      wanted = try JSONPatch.apply(body, to: Self.scale(live))
    case "PATCH": wanted = MergePatch.apply(body, to: Self.scale(live))
    default: throw Self.wrongMethod
    }
    var change: JSONValue = ["spec": ["replicas": wanted["spec"]?["replicas"] ?? 0]]
    if let version = wanted.metadata?["resourceVersion"]?.stringValue, version != live.resourceVersion {
      change.setMetadata("resourceVersion", .string(version))
    }
    let (patch, object) = (change, target)
    let result = try cluster.change { state throws(APIStatus) in try state.patch(patch, .merge, at: object, mode) }
    return .json(Self.scale(result.object))
  }

  private static func scale(_ deployment: JSONValue) -> JSONValue {
    let metadata = deployment.metadata ?? [:]
    let kept = ["name", "namespace", "uid", "resourceVersion", "creationTimestamp"]
    var own: JSONValue = [:]
    for key in kept { own[key] = metadata[key] }
    return [
      "kind": "Scale", "apiVersion": "autoscaling/v1", "metadata": own,
      "spec": ["replicas": deployment["spec"]?["replicas"] ?? 0],
      "status": [
        "replicas": deployment["status"]?["replicas"] ?? 0,
        "selector": .string(TableColumns.selector(deployment["spec"]?["selector"]?["matchLabels"])),
      ],
    ]
  }

  /// `SelfSubjectAccessReview`: whether the asker may do something.
  func review(_ call: APICall) throws(APIStatus) -> JSONValue {
    var body = try RequestBody.read(call.request)
    let asked = body["spec"]?["resourceAttributes"]
    let text = { (key: String) in asked?[key]?.stringValue ?? "" }
    let subresource = text("subresource")
    let access = AccessRequest(
      verb: text("verb"), group: text("group"),
      resource: subresource.isEmpty ? text("resource") : text("resource") + "/" + subresource,
      namespace: text("namespace"), name: text("name"))
    let isAllowed = RoleAuthorizer(store: cluster.state.store).allows(access, by: call.identity)
    body["kind"] = "SelfSubjectAccessReview"
    body["apiVersion"] = "authorization.k8s.io/v1"
    body["status"] = ["allowed": .bool(isAllowed)]
    return body
  }
}
