import AuthorizationServer
import JOSE
import JSON
import Kubernetes
import Logging

/// Takes what the authorization server did: into the audit trail, and into the log what people have to look at.
struct AuthorizationRecord: Sendable {
  let component: String
  let isAudited: Bool
  let audit: AuditLog
  let logger: Logger

  func take(_ event: AuthorizationEvent) {
    if isAudited {
      let stamp = KubernetesTime.microText(audit.time.wallTime())
      audit.sink.write(json(event, time: stamp, identifier: Random.uuid()).bytes())
    }
    if event.outcome == .failure || isMissingGroups(event) || isUnconfirmed(event) {
      logger.warning(
        "login trouble",
        metadata: [
          "team": "\(component)", "step": "\(event.kind.rawValue)", "reason": "\(event.reason ?? "")",
          "groups": "\(event.groups?.description ?? "")", "provider": "\(event.check?.description ?? "")",
        ])
    }
  }

  private func isMissingGroups(_ event: AuthorizationEvent) -> Bool {
    switch event.groups {
    case .missing?, .overage?: true
    case .found?, nil: false
    }
  }

  private func isUnconfirmed(_ event: AuthorizationEvent) -> Bool {
    if case .unanswered? = event.check { true } else { false }
  }

  private func json(_ event: AuthorizationEvent, time: String, identifier: String) -> JSONValue {
    var value: JSONValue = [
      "time": .string(time), "level": "AUDIT", "msg": "audit_event", "audit_id": .string(identifier),
      "type": .string("oauth_" + event.kind.rawValue), "logged_at": .string(time),
      "outcome": .string(outcome(event.outcome)), "component": .string(component),
      "source": ["type": "network", "value": .string(event.remoteAddress ?? "unknown")],
    ]
    var subjects: JSONValue = [:]
    subjects["user"] = event.user.map(JSONValue.string)
    subjects["user_id"] = event.subject.map(JSONValue.string)
    subjects["client_id"] = event.client.map(JSONValue.string)
    subjects["client_name"] = event.clientName.map(JSONValue.string)
    value["subjects"] = subjects
    value["target"] = ["endpoint": .string(event.endpoint), "type": "endpoint"]
    var extra: JSONValue = [:]
    extra["upstream"] = event.upstream.map(JSONValue.string)
    extra["error"] = event.error.map(JSONValue.string)
    extra["reason"] = event.reason.map(JSONValue.string)
    extra["group_source"] = (event.groups?.description).map(JSONValue.string)
    extra["provider_check"] = (event.check?.description).map(JSONValue.string)
    value["metadata"] = ["extra": extra]
    return value
  }

  private func outcome(_ outcome: AuthorizationEvent.Outcome) -> String {
    switch outcome {
    case .success: AuditEvent.Outcome.success.rawValue
    case .refused: AuditEvent.Outcome.denied.rawValue
    case .failure: AuditEvent.Outcome.error.rawValue
    }
  }
}
