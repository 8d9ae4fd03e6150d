import HTTP
import JSON

/// Answers requests to the Kubernetes API from the shared state.
package struct ClusterAPI: Sendable {
  let cluster: SharedCluster
  let keys: AccessKeys
  let logs: any PodLogs

  package init(cluster: SharedCluster, keys: AccessKeys, logs: any PodLogs) {
    self.cluster = cluster
    self.keys = keys
    self.logs = logs
  }

  /// Answers one request. A watch's answer is a stream that goes on.
  package func answer(_ given: HTTPRequest) async -> HTTPResponse {
    do throws(APIStatus) {
      let (request, identity) = try keys.admit(given)
      return try await route(request, identity)
    } catch {
      return .json(error.json, status: error.code)
    }
  }

  private func route(_ request: HTTPRequest, _ identity: Identity?) async throws(APIStatus) -> HTTPResponse {
    let path = request.path
    if ["/healthz", "/livez", "/readyz"].contains(path) { return .text("ok") }
    if path == "/version" { return .json(Discovery.version) }
    guard let identity else { throw APIStatus(.unauthorized, "Unauthorized") }
    if let answer = try describe(request) { return answer }
    guard let parsed = APIRequest(path: path) else {
      throw APIStatus(.notFound, "the server could not find the requested resource")
    }
    let state = cluster.state
    guard let type = state.registry[GroupResource(parsed.resource, group: parsed.group)],
      let version = type.version(parsed.version)
    else { throw APIStatus(.notFound, "the server could not find the requested resource") }
    let target = ObjectTarget(
      type: type, version: version, namespace: type.isNamespaced ? parsed.namespace : "", name: parsed.name,
      subresource: parsed.subresource)
    let query = try QueryParameters(request.query)
    let call = APICall(request: request, query: query, target: target, identity: identity)
    try authorize(call, parsed)
    if !target.subresource.isEmpty, target.subresource != "status" { return try await subresource(call) }
    if target.subresource == "status", !version.hasStatus {
      throw APIStatus(.notFound, "the server could not find the requested resource")
    }
    return try answer(call, isWatch: query.flag("watch"))
  }

  private func authorize(_ call: APICall, _ parsed: APIRequest) throws(APIStatus) {
    let isWatch = call.query.flag("watch")
    guard let verb = parsed.verb(method: call.request.method, isWatch: isWatch) else {
      throw APIStatus(.methodNotAllowed, "the server does not allow this method on the requested resource")
    }
    // Anybody may ask what they may do.
    if call.target.type.isVirtual { return }
    var name = parsed.name
    // A list or watch of one name counts as a request for that object.
    if name.isEmpty, ["list", "watch"].contains(verb) {
      let only = try call.query.selection().fields.requirements.first {
        $0.path == "metadata.name" && $0.isEqual
      }
      name = only?.value ?? ""
    }
    let resource = parsed.subresource.isEmpty ? parsed.resource : "\(parsed.resource)/\(parsed.subresource)"
    let isNamespace = call.target.resource == .namespaces
    let access = AccessRequest(
      verb: verb, group: parsed.group, resource: resource,
      namespace: isNamespace ? parsed.name : parsed.namespace ?? "", name: name)
    guard RoleAuthorizer(store: cluster.state.store).allows(access, by: call.identity) else {
      throw RoleAuthorizer.refusal(access, by: call.identity)
    }
  }

  /// The documents that say what is served; `nil` for other paths.
  private func describe(_ request: HTTPRequest) throws(APIStatus) -> HTTPResponse? {
    let registry = cluster.state.registry
    let discovery = Discovery(registry: registry)
    let parts = request.path.split(separator: "/").map(String.init)
    switch (parts.first, parts.count) {
    case ("api", 1): return directory(request, discovery.coreVersions, discovery.aggregated(isCore: true))
    case ("apis", 1): return directory(request, discovery.groupList, discovery.aggregated(isCore: false))
    case ("api", 2): return discovery.resourceList(group: "", version: parts[1]).map { .json($0) }
    case ("apis", 2): return discovery.group(parts[1]).map { .json($0) }
    case ("apis", 3): return discovery.resourceList(group: parts[1], version: parts[2]).map { .json($0) }
    case ("openapi", _): return try openAPI(parts, OpenAPIDocument(registry: registry))
    default: return nil
    }
  }

  /// Clients since 1.26 ask for everything at once.
  private func directory(_ request: HTTPRequest, _ plain: JSONValue, _ aggregated: JSONValue) -> HTTPResponse {
    guard let accept = request.headers["Accept"], accept.contains("v=v2;as=APIGroupDiscoveryList") else {
      return .json(plain)
    }
    var response = HTTPResponse.json(aggregated)
    response.headers["Content-Type"] = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList"
    return response
  }

  private func openAPI(_ parts: [String], _ document: OpenAPIDocument) throws(APIStatus) -> HTTPResponse {
    guard parts.count > 1, parts[1] == "v3" else {
      throw APIStatus(.notFound, "OpenAPI v2 is not served; /openapi/v3 is")
    }
    if parts.count == 2 { return .json(document.index) }
    let found =
      parts.count == 4 && parts[2] == "api"
      ? document.document(group: "", version: parts[3])
      : parts.count == 5 && parts[2] == "apis" ? document.document(group: parts[3], version: parts[4]) : nil
    guard let found else { throw APIStatus(.notFound, "the server could not find the requested resource") }
    return .json(found)
  }
}

/// A request to a resource, with what it is about and who asks.
struct APICall: Sendable {
  let request: HTTPRequest
  let query: QueryParameters
  let target: ObjectTarget
  let identity: Identity
}
