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

  /// The last part has no dot, so no two backends' keys are the same.
  static func backendKey(_ backend: String, _ what: String) -> String { "backend.\(backend).\(what)" }

  /// Of a credential. Gateways see a new document and new secrets one after the other: a key that changes with the
  /// reference makes the halves not fit, so that no credential goes to where another one belongs.
  static func backendKey(_ backend: String, _ what: String, _ reference: SecretKeyReference) -> String {
    backendKey(backend, what + "-" + ContentHash.of(reference.name + "/" + reference.key))
  }

  static func upstreamKey(_ name: String) -> String { "upstream-\(name)-client-secret" }
  static func initialAccessTokenKey(_ name: String) -> String { "upstream-\(name)-initial-access-token" }

  /// Copies a referenced value under `key`.
  /// - Parameter check: what is wrong with the value, without repeating it.
  /// - Returns: `key`.
  @discardableResult
  mutating func copy(
    _ reference: SecretKeyReference, as key: String, for path: String, check: (SecretValue) -> String? = { _ in nil }
  ) -> String {
    do throws(SecretLookup.Problem) {
      values[key] = try SecretLookup(namespace: namespace, available: available).value(reference, check: check)
    } catch {
      let reason =
        switch error.kind {
        case .notFound: VirtualMCPServerReason.secretNotFound
        case .keyNotFound: VirtualMCPServerReason.secretKeyNotFound
        case .invalid: VirtualMCPServerReason.secretInvalid
        }
      refusals.append(Refusal(reason: reason, message: "\(path): \(error.message)"))
    }
    return key
  }

  mutating func set(_ value: SecretValue, for key: String) { values[key] = value }
}
