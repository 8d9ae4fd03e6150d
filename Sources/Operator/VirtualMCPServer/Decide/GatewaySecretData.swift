import GatewayDocument
import Resources

/// The content of a gateway's Secret while it is put together.
struct GatewaySecretData {
  struct Refusal {
    let reason: ConditionReason
    let message: String
  }

  /// Keys that the operator makes: `signing-1`, `signing-2` and so on.
  static let signingPrefix = "signing"
  static let sealingPrefix = "sealing"

  let namespace: String
  /// What the referenced Secrets hold, by name.
  let available: [String: [String: SecretValue]]
  private(set) var values: [String: SecretValue] = [:]
  private(set) var refusals: [Refusal] = []

  init(namespace: String, available: [String: [String: SecretValue]]) {
    self.namespace = namespace
    self.available = available
  }

  static func upstreamKey(_ name: String) -> String { "upstream-\(name)-client-secret" }

  /// Copies a referenced value under `key`.
  /// - Parameter check: what is wrong with the value, without repeating it.
  /// - Returns: `key`.
  @discardableResult
  mutating func copy(
    _ reference: SecretKeyReference, as key: String, for path: String, check: (SecretValue) -> String? = { _ in nil }
  ) -> String {
    if let secret = available[reference.name] {
      if let value = secret[reference.key] {
        if value.bytes.isEmpty {
          refuse(VirtualMCPServerReason.secretInvalid, reference, path, "is empty")
        } else if let problem = check(value) {
          refuse(VirtualMCPServerReason.secretInvalid, reference, path, problem)
        } else {
          values[key] = value
        }
      } else {
        refuse(VirtualMCPServerReason.secretKeyNotFound, reference, path, "does not exist")
      }
    } else {
      refusals.append(
        Refusal(
          reason: VirtualMCPServerReason.secretNotFound,
          message: "\(path): Secret \"\(reference.name)\" not found in namespace \"\(namespace)\""))
    }
    return key
  }

  mutating func set(_ value: SecretValue, for key: String) { values[key] = value }

  private mutating func refuse(
    _ reason: ConditionReason, _ reference: SecretKeyReference, _ path: String, _ problem: String
  ) {
    refusals.append(
      Refusal(
        reason: reason,
        message:
          "\(path): key \"\(reference.key)\" of Secret \"\(reference.name)\" in namespace \"\(namespace)\" \(problem)"))
  }
}
