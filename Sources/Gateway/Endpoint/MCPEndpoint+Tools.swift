import HTTP
import JSON
import MCP
import Policy

extension MCPEndpoint {
  static let unavailableKey = "vmcp/unavailableBackends"

  /// Decides a call on the very arguments that will be forwarded. A tool that nobody has is decided like one that
  /// somebody has, so that a denial does not tell which it is.
  func gate(_ call: EndpointRequest, _ event: inout AuditEvent) async -> Result<ToolCall, EndpointRefusal> {
    let request: CallToolRequest
    do throws(JSONRPCError) {
      request = try CallToolRequest(call.params)
    } catch {
      return .failure(EndpointRefusal(error, status: 200))
    }
    event.tool = request.name
    let view = view(call)
    var entry = view.catalogue()[request.name]
    if entry == nil { entry = await view.settledCatalogue()[request.name] }
    event.backend = entry?.backend.name
    let identity = entry?.identity ?? snapshot.catalogue.identity(ofUnknown: request.name)
    let access = Access.callTool(identity, arguments: request.arguments)
    event.decision = decide(call.caller, access, &event)
    guard event.decision?.isAllowed == true else {
      logDenial(call.caller, event)
      return .failure(Self.denied)
    }
    return .success(ToolCall(request: request, entry: entry))
  }

  /// For whoever looks for the group or the claim that should have let somebody in: the claims by name, never a value.
  private func logDenial(_ caller: Caller, _ event: AuditEvent) {
    let groups = event.decision?.groups
    snapshot.services.logger.debug(
      "call denied",
      metadata: [
        "request_id": "\(requestID)", "decision": "\(event.decision?.description ?? event.principalProblem ?? "")",
        "groups": "\(groups?.names.joined(separator: ", ") ?? "")", "group_source": "\(groups?.description ?? "none")",
        "claims": "\(caller.claims.names.joined(separator: ", "))",
      ])
  }

  private static let denied = EndpointRefusal(MCPResponse.deniedCall, status: 403)

  private func decide(_ caller: Caller, _ access: Access, _ event: inout AuditEvent) -> PolicyDecision? {
    principal(caller, &event).map { snapshot.decider.decide($0, access) }
  }

  /// Who policies see: `.some(nil)` where they need nobody, `nil` where nobody can be made of the claims.
  private func principal(_ caller: Caller, _ event: inout AuditEvent) -> Principal?? {
    do throws(PrincipalError) {
      return try caller.memory.principal(caller.claims, snapshot.decider)
    } catch {
      event.principalProblem = error.description
      return nil
    }
  }

  /// The tools that the caller may call, as far as that can be decided without the arguments of a call.
  func listTools(_ call: EndpointRequest, _ event: inout AuditEvent) async -> HTTPResponse {
    guard call.params?["cursor"] == nil else {
      event.errorCode = -32602
      return MCPResponse.error(
        .invalidParams("the list has one page; the cursor is not known"), id: call.id, status: 200)
    }
    let catalogue = await view(call).settledCatalogue()
    var shown: [[UInt8]] = []
    var missing: [String] = []
    if let principal = principal(call.caller, &event) {
      for entry in catalogue.listed {
        let decision = snapshot.decider.decideListing(principal, .callTool(entry.identity))
        if decision.isAllowed { shown.append(entry.text) }
        // One of them stands for the rest: it says where the groups came from.
        if event.decision == nil || decision.isAllowed { event.decision = decision }
      }
      missing = unavailable(catalogue, to: principal, whoSeesTools: !shown.isEmpty)
    }
    event.listed = (shown.count, catalogue.listed.count)
    let meta: JSONValue? = missing.isEmpty ? nil : [Self.unavailableKey: .array(missing.map(JSONValue.string))]
    return MCPResponse.message(JSONRPCWriter.result(id: call.id, ToolsListResult.text(tools: shown, meta: meta)))
  }

  /// The backends whose tools are not listed, as far as they concern somebody: one who sees no tool is told of those
  /// whose tools may be called.
  private func unavailable(_ catalogue: Catalogue, to principal: Principal?, whoSeesTools: Bool) -> [String] {
    catalogue.unlisted.filter { backend in
      let tool = snapshot.catalogue.identity(ofUnknownToolOf: backend)
      return whoSeesTools || snapshot.decider.decide(principal, .callTool(tool)).isAllowed
    }
    .map(\.name)
  }

  func forward(_ call: ToolCall, _ request: EndpointRequest, _ event: inout AuditEvent) async -> HTTPResponse {
    let id = request.id
    guard let entry = call.entry else { return unknown(call.request.name, request, &event) }
    let client = snapshot.client(for: entry.backend, request.outgoing, passing: request.passed)
    do throws(BackendFailure) {
      let answer = try await client.call(
        MCPMethod.callTool, params: call.request.params(named: entry.tool.name), timeout: entry.backend.timeout)
      switch answer {
      case .result(let text):
        event.toolFailed = Self.isError(text)
        return MCPResponse.message(JSONRPCWriter.result(id: id, text))
      case .error(let text):
        event.errorCode = (try? JSONValue(reading: text))?["code"]?.intValue ?? -32603
        return MCPResponse.message(JSONRPCWriter.error(id: id, text))
      }
    } catch {
      return failed(error, id, &event)
    }
  }

  private func unknown(_ name: String, _ request: EndpointRequest, _ event: inout AuditEvent) -> HTTPResponse {
    if let owner = snapshot.catalogue.owner(ofUnknown: name) {
      let own = owner.isPersonal ? owner.people[request.outgoing.key].failure : nil
      if let own {
        event.backend = owner.name
        return failed(own, request.id, &event)
      }
      if !owner.isPersonal, owner.health.state != .healthy {
        event.toolFailed = true
        event.backend = owner.name
        return failed(
          "The backend \"\(owner.name)\" has not told its tools yet; it cannot be reached at the moment.", request.id)
      }
    }
    event.errorCode = -32602
    return MCPResponse.error(.invalidParams("Unknown tool: \(name)"), id: request.id, status: 200)
  }

  private func failed(_ failure: BackendFailure, _ id: JSONRPCID, _ event: inout AuditEvent) -> HTTPResponse {
    event.toolFailed = true
    snapshot.services.logger.warning(
      "tool call failed",
      metadata: [
        "request_id": "\(requestID)", "backend": "\(failure.backend)", "reason": "\(failure.code.rawValue)",
        "detail": "\(failure.detail)",
      ])
    switch failure.code {
    case .loginRequired where snapshot.authorizationServer != nil:
      event.bearerRefusal = Self.staleLogin
      return snapshot.resource.response(to: Self.staleLogin)
    case .loginsUnavailable: return Self.authenticationUnavailable
    default: return failed(failure.publicText, id)
    }
  }

  private func failed(_ text: String, _ id: JSONRPCID) -> HTTPResponse {
    MCPResponse.message(JSONRPCWriter.result(id: id, CallToolResult.failure(text)))
  }

  private static func isError(_ result: ArraySlice<UInt8>) -> Bool {
    (try? JSONMembers(scanning: result))?["isError"]?.elementsEqual("true".utf8) ?? false
  }
}
