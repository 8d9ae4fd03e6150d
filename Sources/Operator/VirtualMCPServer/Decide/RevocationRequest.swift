import FoundationEssentials
import GatewayDocument
import JSON
import Kubernetes

/// What a VirtualMCPServer's annotation revokes. Rules stand one after the other, separated by semicolons; each says in words
/// what all has to fit: `user=alice@example.com before=2026-11-25T10:00:00Z; client=3q2-7w`.
struct RevocationRequest {
  static let annotation = "toolhive.stacklok.dev/revoke"
  private static let most = 100

  private(set) var rules: [RevocationRule] = []
  private(set) var problems: [JSONProblem] = []

  init(annotations: [String: String]) {
    let parts = (annotations[Self.annotation] ?? "").split { $0 == ";" || $0 == "\n" }
    guard parts.count <= Self.most else {
      refuse("more than \(Self.most) rules")
      return
    }
    for part in parts {
      let words = part.split(separator: " ")
      guard !words.isEmpty else { continue }
      if let rule = rule(words) { rules.append(rule) }
    }
  }

  private mutating func rule(_ words: [Substring]) -> RevocationRule? {
    var rule = RevocationRule()
    var seen: Set<Substring> = []
    for word in words {
      let pair = word.split(separator: "=", maxSplits: 1)
      guard pair.count == 2 else { return refused("\"\(word.prefix(64))\" is not name=value") }
      guard seen.insert(pair[0]).inserted else { return refused("\(pair[0].prefix(64)) stands twice in one rule") }
      let value = String(pair[1])
      switch pair[0] {
      case "user": rule.user = value
      case "client": rule.client = value
      case "token": rule.token = value
      case "before":
        guard let date = KubernetesTime.date(value) else {
          return refused("before: \"\(value.prefix(64))\" is no time such as 2026-11-25T10:00:00Z")
        }
        rule.issuedBefore = Int(date.timeIntervalSince1970.rounded(.up))
      default: return refused("\"\(pair[0].prefix(64))\" is none of user, client, token and before")
      }
    }
    return rule
  }

  private mutating func refused(_ message: String) -> RevocationRule? {
    refuse(message)
    return nil
  }

  private mutating func refuse(_ message: String) {
    problems.append(JSONProblem(path: "metadata.annotations[\(Self.annotation)]", message: message))
  }
}
