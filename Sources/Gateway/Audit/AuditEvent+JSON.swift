import AuthorizationServer
import JSON

extension AuditEvent {
  /// One event as one object.
  /// - Parameters:
  ///   - time: RFC 3339 in UTC.
  ///   - identifier: the event's own.
  func json(time: String, identifier: String, status: Int, milliseconds: Int) -> JSONValue {
    var value: JSONValue = [
      "time": .string(time), "level": "AUDIT", "msg": "audit_event", "audit_id": .string(identifier),
      "type": .string(type), "logged_at": .string(time), "outcome": .string(outcome(status: status).rawValue),
      "component": .string(component),
    ]
    var extra: JSONValue = ["request_id": .string(requestID)]
    extra["user_agent"] = userAgent.map { .string($0) }
    value["source"] = ["type": "network", "value": .string(remoteAddress ?? "unknown"), "extra": extra]
    value["subjects"] = subjects
    value["target"] = target
    var detail: JSONValue = ["duration_ms": .int(milliseconds), "status": .int(status)]
    detail["backend_name"] = backend.map { .string($0) }
    detail["jsonrpc_error_code"] = errorCode.map { .int($0) }
    detail["tools_shown"] = listed.map { .int($0.shown) }
    detail["tools_known"] = listed.map { .int($0.all) }
    value["metadata"] = ["extra": detail]
    value["decision"] = decisionJSON
    value["delegation"] = caller?.delegation?.json
    if let bearerRefusal {
      value["authentication"] = [
        "error": .string(bearerRefusal.code.rawValue), "reason": .string(bearerRefusal.headerDescription),
      ]
    }
    return value
  }

  private var subjects: JSONValue {
    var value: JSONValue = ["user": .string(caller?.user ?? LoggedPerson.anonymous)]
    value["user_id"] = (caller?.subject).map { .string($0) }
    value["client_id"] = (caller?.client).map { .string($0) }
    return value
  }

  private var target: JSONValue {
    var value: JSONValue = ["endpoint": .string(endpoint), "type": .string(tool == nil ? "endpoint" : "tool")]
    value["method"] = method.map { .string($0) }
    value["name"] = tool.map { .string($0) }
    return value
  }

  private var decisionJSON: JSONValue? {
    if let principalProblem { return ["reason": "no_principal", "description": .string(principalProblem)] }
    guard let decision else { return nil }
    var value: JSONValue = [
      "reason": .string(decision.reason.rawValue), "policies": .array(decision.policyIDs.map(JSONValue.string)),
      "description": .string(decision.description),
    ]
    value["groups"] = decision.groups.map { .array($0.names.map(JSONValue.string)) }
    value["group_source"] = decision.groups.map { .string($0.description) }
    return value
  }
}

extension DelegationChain {
  /// The reference's form (11.1).
  fileprivate var json: JSONValue {
    var value: JSONValue = [
      "chain": .array(
        actors.map { actor in
          var link: JSONValue = ["sub": .string(actor.subject)]
          link["iss"] = actor.issuer.map(JSONValue.string)
          return link
        })
    ]
    if isTruncated { value["truncated"] = true }
    if isMalformed { value["malformed"] = true }
    return value
  }
}
