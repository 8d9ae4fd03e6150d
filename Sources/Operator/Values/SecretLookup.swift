import GatewayDocument
import Resources

/// Finds the values that references name.
struct SecretLookup {
  struct Problem: Error {
    enum Kind { case notFound, keyNotFound, invalid }
    let kind: Kind
    /// It names the place and never the value.
    let message: String
  }

  let namespace: String
  /// What the referenced Secrets hold, by name.
  let available: [String: [String: SecretValue]]

  /// - Parameter check: what is wrong with a value, without repeating it.
  func value(
    _ reference: SecretKeyReference, check: (SecretValue) -> String? = { _ in nil }
  ) throws(Problem) -> SecretValue {
    guard let secret = available[reference.name] else {
      throw Problem(
        kind: .notFound, message: "Secret \"\(reference.name)\" not found in namespace \"\(namespace)\"")
    }
    let place = "key \"\(reference.key)\" of Secret \"\(reference.name)\" in namespace \"\(namespace)\" "
    guard let value = secret[reference.key] else {
      throw Problem(kind: .keyNotFound, message: place + "does not exist")
    }
    if let problem = value.bytes.isEmpty ? "is empty" : check(value) {
      throw Problem(kind: .invalid, message: place + problem)
    }
    return value
  }
}
